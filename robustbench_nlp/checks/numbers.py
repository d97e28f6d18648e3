"""Did a number change? Digits and words count alike: "3" is "three", and "25" is "twenty-five"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from robustbench_nlp.checks.changes import Change, changes
from robustbench_nlp.checks.same_word import SameWord, same_word
from robustbench_nlp.core.edits import Edit

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VALUES = {word: value for value, word in enumerate(_SMALL)} | {word: 10 * i for i, word in enumerate(_TENS, 2)}
MULTIPLIERS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
NUMBER_WORDS = frozenset(VALUES) | frozenset(MULTIPLIERS)
ONE = "one"
"""Alone it is mostly a pronoun ("one another"), and counts only where it stands for a 1 or a 1 for it."""
TELLING = NUMBER_WORDS - {ONE}

_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
NUMBER = re.compile(rf"\d+(?:[.,:/]\d+)*|\b(?:{_WORDS})\b(?:(?:[ -]|\band\b)+(?:{_WORDS})\b)*", re.IGNORECASE)
DIGIT = re.compile(r"\d")
_WORD = re.compile("[a-z]+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")
_DECIMAL = re.compile(r"\d+(?:\.\d+)?\Z")


Check = Callable[[str, str, tuple[Edit, ...]], str | None]


def make() -> Check:
    """The check: which numbers are gone and which are new."""
    same = same_word()

    def check(before: str, after: str, edits: tuple[Edit, ...]) -> str | None:
        if not any(_names_a_number(change, same) for change in changes(before, after, edits)):
            return None
        old, new = Counter(numbers(before)), Counter(numbers(after))
        gone, come = old - new, new - old
        _pair_off(gone, come)
        _pair_off(come, gone)
        return ", ".join([*(f"{n} gone" for n in gone.elements()), *(f"{n} new" for n in come.elements())]) or None

    return check


def _pair_off(digits: Counter[str], words: Counter[str]) -> None:
    digits["1"] -= min(digits["1"], words[ONE])
    del words[ONE]


def _names_a_number(change: Change, same: SameWord) -> bool:
    old, new = change.old, change.new
    if len(old) == len(new) == 1 and old[0].isalpha() and new[0].isalpha():
        if new[0] in TELLING:
            return True
        return old[0] in TELLING and not same(old[0], new[0])
    return any(word in TELLING or DIGIT.search(word) for word in (*old, *new))


def numbers(text: str) -> Iterator[str]:
    """The numbers of a text in order, each written one way."""
    for match in NUMBER.finditer(text):
        written = match[0].lower()
        if written[0].isdigit():
            yield _digits(written)
        elif written == ONE:
            yield ONE
        else:
            yield from map(str, _spelt_out(_WORD.findall(written)))


def _digits(written: str) -> str:
    plain = written.replace(",", "") if _GROUPED.match(written) else written
    if not _DECIMAL.match(plain):
        return plain
    whole, _, fraction = plain.partition(".")
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def _spelt_out(words: Sequence[str]) -> Iterator[int]:
    """Values of number words in a row: "two hundred five" is one number, "two three" are two."""
    done = current = 0
    last: int | None = None
    for word in words:
        multiplier = MULTIPLIERS.get(word, 0)
        value = VALUES.get(word, multiplier)
        if multiplier == 100:
            current = 100 * (current or 1)
        elif multiplier:
            done, current = done + multiplier * (current or 1), 0
        elif word == "and":
            continue
        elif last is None or last >= 100 or (last >= 20 and 0 < value < 10):
            current += value
        else:
            yield done + current
            done, current = 0, value
        last = value
    if last is not None:
        yield done + current
