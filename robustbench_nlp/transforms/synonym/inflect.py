"""From a pair of lemmas to the pairs of their inflected forms."""

from __future__ import annotations

from collections.abc import Iterator

from robustbench_nlp.language.articles import article
from robustbench_nlp.language.inflection import inflected
from robustbench_nlp.language.valence import valence
from robustbench_nlp.transforms.synonym.conditions import SURE, parsed
from robustbench_nlp.transforms.synonym.forms import MOST_VALENCE, Form

TAGS = {
    "n": ("NN", "NNS"),
    "v": ("VB", "VBP", "VBD", "VBN", "VBG", "VBZ"),
    "a": ("JJ", "JJR", "JJS"),
    "r": ("RB", "RBR", "RBS"),
}
COMPARED = {"a": "JJR", "r": "RBR"}
WITHOUT_MORE = "prev!=more,most,less,least"
NOT_IN_COMPOUND = "nexttag!=NN*"
"""For nouns where nothing is said of what follows: a word means other things before a noun ("soap opera")."""


def pair_forms(lemma: str, pos: str, synonym: str, condition: str = "") -> Iterator[tuple[str, Form]]:
    """Each surface form of the lemma with what takes its place; `pos` is n, v, a or r.

    Tests on the word's own tag choose among the forms and are then used up. Left out are forms that nobody uses
    ("laughters"), and those that would change the rating too much. A form that has several tags with different
    replacements ("started": began, begun) is not sure, whatever the condition says.
    """
    own = [test for test in parsed(condition).of_tags if test.place == "tag"]
    replacements: dict[str, dict[str, list[str]]] = {}
    for tag in TAGS[pos]:
        old, new = inflected(lemma, tag), inflected(synonym, tag)
        if old:
            replacements.setdefault(old, {}).setdefault(new or "", []).append(tag)
    tests = _tests(lemma, pos, synonym, condition)
    for old, by_new in replacements.items():
        for new, possible in by_new.items():
            tags = tuple(tag for tag in possible if all(test.allows(tag) for test in own))
            rise = round(valence(new) - valence(old), 1)
            if not tags or new in ("", old) or abs(rise) >= MOST_VALENCE:
                continue
            sure = parsed(condition).sure and len(by_new) == 1 and len(tags) == len(possible)
            before = article(new) if article(new) != article(old) else ""
            written = " ".join([SURE] * (sure and not parsed(tests).of_tags) + tests.split())
            yield old, Form(new, tags, "/".join(sorted((lemma, synonym))), before, rise, written)


def _tests(lemma: str, pos: str, synonym: str, condition: str) -> str:
    """The condition without `sure` and tests on the own tag, and with those that the words themselves ask for."""
    tests = [part for part in condition.split() if part != SURE and not part.startswith(("tag=", "tag!="))]
    compared = COMPARED.get(pos)
    if compared and inflected(synonym, compared) and not inflected(lemma, compared):
        tests.append(WITHOUT_MORE)
    if pos == "n" and not any(part.startswith("next") for part in condition.split()) and not parsed(condition).sure:
        tests.append(NOT_IN_COMPOUND)
    return " ".join(tests)
