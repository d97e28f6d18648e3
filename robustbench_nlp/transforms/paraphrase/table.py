"""Reads the phrase table: lines of phrase, replacement, what may stand before, what may stand after."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "phrases.tsv"

CLASSES = {
    "@det": """a an the this that these those my your his her its our their some any every each another all both such
    no one what""",
    "@subj": "i you he she it we they there this that these those",
    "@obj": "me you him her it us them this that these those",
    "@num": "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred #",
}
"""Shorthands of the conditions. `#` is any number in digits."""

NO_VERBS_IN_ING = frozenset(
    """thing something anything everything nothing king ring wing spring string evening annoying boring interesting
    exciting amusing entertaining charming disturbing frightening terrifying thrilling confusing moving
    touching""".split()
)


class Condition(NamedTuple):
    """Which word or mark may be the neighbour: one of `words` (or in -ing), or, where negated, none of them.

    `^` stands for the start of a sentence and `.` for its end or any mark but a comma, of which `,` is one.
    """

    words: frozenset[str]
    negated: bool
    ing: bool

    def __call__(self, neighbour: str) -> bool:
        """Does the condition hold for this neighbour, in lower case?"""
        found = neighbour in self.words or (
            self.ing and neighbour.endswith("ing") and len(neighbour) > 4 and neighbour not in NO_VERBS_IN_ING
        )
        return found is not self.negated


ANYTHING = Condition(frozenset(), negated=True, ing=False)


class Entry(NamedTuple):
    """A phrase, what may be written for it, and the conditions on its neighbours."""

    phrase: str
    replacement: str
    before: Condition
    after: Condition


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """All entries by phrase, inflected forms written out; of several for a phrase, the first that fits counts."""
    found: dict[str, tuple[Entry, ...]] = {}
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            phrase, replacement, before, after, *_ = [*line.split("\t"), "", ""]
            conditions = _condition(before), _condition(after)
            for old, new in _forms(phrase, replacement):
                found[old] = (*found.get(old, ()), Entry(old, new, *conditions))
    return found


def _condition(written: str) -> Condition:
    if not written:
        return ANYTHING
    tokens = written.split()
    negated = tokens[0] == "!"
    words: set[str] = set()
    for token in tokens[negated:]:
        words |= set(CLASSES[token].split()) if token in CLASSES else {token.lower()}
    return Condition(frozenset(words - {"*ing"}), negated, "*ing" in words)


def _forms(phrase: str, replacement: str) -> list[tuple[str, str]]:
    """`seem/seems to`, `appear/appears to` are two pairs; a word without alternatives is the same in all forms."""
    sides = [[word.split("/") for word in side.split()] for side in (phrase, replacement)]
    (count,) = {len(forms) for words in sides for forms in words if len(forms) > 1} or {1}
    old, new = ([" ".join(f[min(i, len(f) - 1)] for f in words) for i in range(count)] for words in sides)
    return list(zip(old, new, strict=True))
