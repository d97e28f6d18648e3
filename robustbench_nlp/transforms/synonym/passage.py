"""How much of a text the tagger must see to tell the part of speech of one word."""

from __future__ import annotations

from bisect import bisect_right

from robustbench_nlp.transforms.synonym.sites import Site, View

NOWHERE = (0, 0)
REACH = 7
"""Words on either side. spaCy's small and medium models look four tokens ahead and back, which are four words at most:
within this reach they give a word and its neighbours the tags that the whole sentence would give, in half the time."""


def passage_around(view: View, site: Site) -> tuple[int, int]:
    """The part of the site's sentence that is tagged, cut at white space; `NOWHERE` where it is in no sentence."""
    spans = view.sentences
    at = bisect_right(spans, site.start, key=lambda span: span[0]) - 1
    if at < 0 or site.start >= spans[at][1]:
        return NOWHERE
    (start, end), text, behind = spans[at], view.text, site.start + len(site.word)
    before = text[start : site.start].rsplit(maxsplit=REACH)
    if len(before) > REACH:
        start = text.index(before[1], start + len(before[0]))
    after = text[behind:end].split(maxsplit=REACH)
    if len(after) > REACH:
        end -= len(after[-1])
    return start, end
