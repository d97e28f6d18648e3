"""Which words of a text may be mistyped."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from robustbench_nlp.core.spans import blanked
from robustbench_nlp.language.negation.lexicon import PHRASE_WORDS, cue_words

Find = Callable[[str], tuple[list[str], list[int]]]
"""From a text to its parts, gap and word in turn (gap first and last), and the eligible ones among the words, counted
from 0: word i is part 2 i + 1. The parts are as long as in the text; protected spans in gaps are blanked."""

# "A little" and "just like" negate nothing, "little" and "just" may: these are read by the word beside them.
_READ = "(?:but|few|just|little|too)"
_READ_BEFORE = re.compile(rf"\b{_READ}\s+\Z", re.IGNORECASE)
_READ_BEHIND = re.compile(rf"\s+(?:{_READ}|have)\b", re.IGNORECASE)
"""With "have", because an adverb may stand in "would really have"."""

ASCII_APOSTROPHES = "'`"
APOSTROPHES = ASCII_APOSTROPHES + "’‘´ʼ"
_ENTITY_IN_WORD = re.compile(r"\w{1,20}&(?:\#0?39|\#x27|\#8217|apos|rsquo);\w")
MARKS = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufe0f\ufeff"
"""They continue a word: combining accents, soft hyphens, zero-width characters."""


def finder(*, contracted: bool) -> Find:
    """A function that finds words; with `contracted` also those in n't, but for "won't" and "shan't"."""
    spared = negating_words()
    # In ASCII text both patterns find the same, and the first is faster.
    split_ascii = re.compile(_pattern(ASCII_APOSTROPHES, "", contracted), re.ASCII).split
    split = re.compile(_pattern(APOSTROPHES, MARKS, contracted)).split

    def find(text: str) -> tuple[list[str], list[int]]:
        visible = _without_words_of_entities(text) if "&" in text else blanked(text)
        parts = split_ascii(visible) if text.isascii() else split(visible)
        return parts, [i for i, word in enumerate(map(str.lower, parts[1::2])) if word not in spared]

    return find


@cache
def negating_words() -> frozenset[str]:
    """Lower-case words that negate, in whatever class and reading, or are part of a phrase that does: "free of"."""
    return cue_words() | PHRASE_WORDS


def _without_words_of_entities(text: str) -> str:
    """The blanked text, and in it "shouldn" blanked as well where the text has "shouldn&#39;t"."""
    visible = blanked(text)
    pieces: list[str] = []
    end = 0
    # Looked for in the text itself, where the entities still are; addresses were to be found before they lose letters.
    for match in _ENTITY_IN_WORD.finditer(text):
        pieces += (visible[end : match.start()], " " * len(match[0]))
        end = match.end()
    return "".join(pieces) + visible[end:]


def beside_a_reading(parts: list[str], at: int) -> bool:
    """Does the word `parts[at]` decide how a cue beside it is read?"""
    before = parts[at - 1] if at < 2 else parts[at - 2] + parts[at - 1]
    behind = "".join(parts[at + 1 : at + 3])
    return bool(_READ_BEFORE.search(before) or _READ_BEHIND.match(behind))


def _pattern(apostrophes: str, marks: str, contracted: bool) -> str:
    """Four ASCII letters or more, not beginning with two capitals, joined to no letter by an apostrophe or mark and to
    no number, non- or un- by a hyphen.

    `\\b` knows the letters of every script: no part of "naïve" is a word. What stands before the word is looked at
    after its fourth letter, which saves the time on shorter words.
    """
    mark_before = f"(?<![{marks}].{{4}})" if marks else ""
    after = f"(?![{apostrophes}]\\w|[{marks}])" if marks else f"(?![{apostrophes}]\\w)"
    negated_before = r"(?<![Nn][Oo][Nn]-.{4})(?<![Uu][Nn]-.{4})"
    before = rf"(?<![A-Z]{{2}}..)(?<!\w[{apostrophes}].{{4}})(?<!\d-.{{4}}){negated_before}{mark_before}"
    word = rf"\b[A-Za-z]{{4}}{before}[A-Za-z]*\b{after}"
    if not contracted:
        return f"({word})"
    return rf"({word}|\b[A-Za-z]{{2,}}n['’]t\b(?<![Ww]on.t)(?<![Ss]han.t){after})"
