"""Slips of the finger. Every substitution hits a key beside the right one.

The mix aimed at is that of the single-edit misspellings in codespell's dictionary (63,827 pairs: rates only, no data):
.35 deletions, .27 insertions, .20 substitutions, .18 transpositions.
"""

from __future__ import annotations

from robustbench_nlp.language.keyboards import Layout, neighbours
from robustbench_nlp.transforms.typo.mistype import Mistype, Operation, Random, mistyper

DELETION = 40
INSERTION = 25
SUBSTITUTION = 18
TRANSPOSITION = 17
"""Percent of draws. In running text every deletion from one word in six gives a real word, and another kind of error
takes its place; so deletions are drawn more often than they are to be made, and the others in proportion less."""

DOUBLED = 0.45
"""Share of insertions that repeat a letter; the others hit the key beside it as well."""


def motor(layout: Layout) -> Mistype:
    """Errors of a typist on this keyboard."""
    near = neighbours(layout)

    def insertion(word: str, random: Random) -> str:
        at = int(random() * len(word))
        letter = word[at]
        if random() >= DOUBLED:
            keys = near[letter]
            letter = keys[int(random() * len(keys))]
        return word[: at + 1] + letter + word[at + 1 :]

    def substitution(word: str, random: Random) -> str:
        at = 1 + int(random() * (len(word) - 1))
        keys = near[word[at]]
        return word[:at] + keys[int(random() * len(keys))] + word[at + 1 :]

    drawn: tuple[tuple[str, Operation], ...] = (
        *[("deletion", deletion)] * DELETION,
        *[("insertion", insertion)] * INSERTION,
        *[("substitution", substitution)] * SUBSTITUTION,
        *[("transposition", transposition)] * TRANSPOSITION,
    )

    def choose(_word: str, random: Random) -> tuple[str, Operation]:
        return drawn[int(random() * 100)]

    return mistyper(choose)


def deletion(word: str, random: Random) -> str:
    """Leave out a letter."""
    at = 1 + int(random() * (len(word) - 1))
    return word[:at] + word[at + 1 :]


def transposition(word: str, random: Random) -> str:
    """Exchange two letters that follow each other."""
    at = 1 + int(random() * (len(word) - 2))
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
