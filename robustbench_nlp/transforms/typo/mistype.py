"""One error in one word, whatever kinds of error there are."""

from __future__ import annotations

from collections.abc import Callable

from robustbench_nlp.language.frequency import common_words
from robustbench_nlp.transforms.typo.sites import negating_words

Random = Callable[[], float]
"""Next float in [0, 1)."""

Operation = Callable[[str, Random], str]
"""Makes an error somewhere behind the first letter; may give the word back where it cannot."""

Choose = Callable[[str, Random], tuple[str, Operation] | None]
"""Draws a kind of error for a word: the rule's name and the operation, or None where the word gives no occasion."""

Mistype = Callable[[str, Random], tuple[str, str] | None]
"""From a word to the mistyped word and the rule's name; None where no error would do."""

OPERATIONS_TRIED = 2
PLACES_TRIED = 8


def mistyper(choose: Choose) -> Mistype:
    """Errors that make neither a common word nor a negation cue.

    A kind of error is drawn once and tried at several places (no more than the word has letters) before another is
    drawn: a redraw on every rejection would thin out deletions, a third of which give real words.
    """
    real = common_words() | negating_words()

    def mistype(word: str, random: Random) -> tuple[str, str] | None:
        for _ in range(OPERATIONS_TRIED):
            chosen = choose(word, random)
            if chosen is None:
                continue
            rule, operation = chosen
            for _ in word[:PLACES_TRIED]:
                new = operation(word, random)
                if new.lower() not in real and new != word:
                    return new, rule
        return None

    return mistype
