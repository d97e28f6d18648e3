"""What to show of a few rewritten rows: the sentences around their first edits, cut to what a reader needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from robustbench_nlp.core.claims import Cost
from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.outcome import Rewritten, Status

TRIED = {Cost.CHEAP: 200, Cost.PARSE: 60, Cost.MODEL: 10}
"""Texts rewritten for a preview, so that it also says how often a transform applies."""

EDITS_SHOWN = 6
EXCERPTS_SHOWN = 3
CONTEXT = 90
"""Characters kept on each side of an edit where its sentence is longer."""
LONGEST_EDIT = 160
SLACK = 20
"""A stretch that is longer by no more than this is not worth cutting."""

# Good enough to show a sentence; what rewrites sentences has `language.parse.sentences`.
BETWEEN = re.compile(
    r"(?P<marks>(?:(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bdr)(?<!\bst)(?<!\bvs)\.|[.!?…]{2,}|[!?…])[\"'”’)\]]*)\s+"
    r"|(?:\s*<br\s*/?>)+\s*|\s*[\r\n]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """A stretch of text: kept as it is (`new` is None), or edited."""

    old: str
    new: str | None = None


@dataclass(frozen=True)
class Excerpt:
    """A sentence, or several where an edit spans them, with the rules of its edits in order."""

    pieces: tuple[Piece, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Excerpts:
    """What is shown of one text, and how many edits are not."""

    shown: tuple[Excerpt, ...]
    more_edits: int


def excerpts(text: str, edits: Sequence[Edit]) -> Excerpts:
    """The first edits of a text in their sentences."""
    between = list(BETWEEN.finditer(text))
    starts = [0, *(match.end() for match in between if match.end() < len(text))]
    stops = [*(match.end("marks") if match["marks"] else match.start() for match in between), len(text)]
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in edits:
        start = max(at for at in starts if at <= edit.start)
        stop = next((at for at in stops if at >= edit.end and at > start), len(text))
        if groups and start < groups[-1][1]:
            groups[-1] = (groups[-1][0], max(stop, groups[-1][1]), [*groups[-1][2], edit])
        else:
            groups.append((start, stop, [edit]))
    shown: list[Excerpt] = []
    left = EDITS_SHOWN
    for start, stop, inside in groups[:EXCERPTS_SHOWN]:
        if left:
            shown.append(_excerpt(text, start, stop, inside, left))
            left -= min(left, len(inside))
    return Excerpts(tuple(shown), len(edits) - sum(len(excerpt.rules) for excerpt in shown))


def _excerpt(text: str, start: int, stop: int, edits: Sequence[Edit], most: int) -> Excerpt:
    shown = edits[:most]
    pieces: list[Piece] = []
    at = start
    for i, edit in enumerate(shown):
        pieces += _kept(text[at : edit.start], head=i > 0, tail=True)
        pieces.append(Piece(_shortened(edit.old, LONGEST_EDIT // 2), _shortened(edit.new, LONGEST_EDIT // 2)))
        at = edit.end
    if len(shown) < len(edits):
        # What follows holds edits that are not shown: it must not look as if it were kept.
        pieces.append(Piece(" …"))
    else:
        pieces += _kept(text[at:stop].rstrip(), head=True, tail=False)
    return Excerpt(tuple(pieces), tuple(edit.rule for edit in shown))


def _kept(text: str, *, head: bool, tail: bool) -> Iterator[Piece]:
    """A stretch that is not edited; a long one keeps its head, its tail, or both: what stands next to an edit."""
    shown = _shortened(text, CONTEXT, head=head, tail=tail)
    if shown:
        yield Piece(shown)


def _shortened(text: str, side: int, *, head: bool = True, tail: bool = True) -> str:
    if len(text) <= side * (head + tail) + SLACK:
        return text
    start = (text[:side].rpartition(" ")[0] or text[:side]) if head else ""
    end = (text[-side:].partition(" ")[2] or text[-side:]) if tail else ""
    return " … ".join((start, end)).lstrip() if tail else f"{start} …"


def choose(rewritten: Sequence[Rewritten], rows: int) -> list[Rewritten]:
    """The first changed rows, behind one that failed and one that was discarded: a look is for those, too."""
    failed = [row for row in rewritten if row.status is Status.FAILED]
    discarded = [row for row in rewritten if row.discarded and row.status is Status.UNCHANGED]
    changed = [row for row in rewritten if row.status is Status.CHANGED]
    return (failed[:1] + discarded[:1] + changed)[:rows]
