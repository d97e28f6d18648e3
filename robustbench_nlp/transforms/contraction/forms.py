"""Short and long forms as they are written, and what stands around them."""

from __future__ import annotations

import re

from robustbench_nlp.transforms.contraction.words import between

Match = re.Match[str]

SHORT = re.compile(
    r"(?<![\w'’-])"
    r"(?:(?P<aux>ca|wo|sha|do|does|did|is|are|was|were|has|have|had|would|could|should|must|might|need)"
    r"(?P<neg>n['’]t)"
    r"|(?P<host>I|you|he|she|it|we|they|that|there|here|what|who|where|how|let|would|could|should|might|must)"
    r"(?P<short>['’](?:m|re|ll|ve|s|d['’]ve|d)))"
    r"(?![\w'’])",
    re.IGNORECASE,
)

# No IGNORECASE: capitals in the middle are emphasis ("it IS"), which a short form would take away.
LONG = re.compile(
    r"(?<![\w'’-])"
    r"(?:(?P<aux>[Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Hh]as|[Hh]ave|[Hh]ad|[Ww]ould|[Cc]ould|[Ss]hould"
    r"|[Mm]ust|[Ww]ill) not"
    r"|(?P<cannot>[Cc]annot)"
    r"|(?P<host>I|[Yy]ou|[Hh]e|[Ss]he|[Ii]t|[Ww]e|[Tt]hey|[Tt]hat|[Tt]here|[Ww]ho) "
    r"(?P<verb>am|are|is|(?:will|would|have|has|had)(?! not\b)))"
    r"(?![\w'’])"
)

NEXT = re.compile(r" ([A-Za-z]+)(?![\w'’])")
BEFORE = re.compile(r"([A-Za-z]+)[ ]?\Z")
BEFORE_REACH = 24
MOST_ADVERBS = 3
SENTENCE_END = re.compile(r"[.!?\n<]")
LONGEST_QUESTION = 2000


def next_words(text: str, at: int) -> tuple[str, str]:
    """The two words right behind, lower case; "" where anything but one space and letters follows."""
    first = NEXT.match(text, at)
    if not first:
        return "", ""
    second = NEXT.match(text, first.end())
    return first[1].lower(), second[1].lower() if second else ""


def after_adverbs(text: str, at: int) -> str:
    """The first word behind that is no adverb, lower case; the last of the adverbs where nothing follows them."""
    word = ""
    for _ in range(MOST_ADVERBS + 1):
        following = NEXT.match(text, at)
        if not following:
            break
        word, at = following[1].lower(), following.end()
        if not between(word):
            break
    return word


def word_before(text: str, at: int) -> str:
    """The word right before, lower case; "" where a mark, markup or nothing stands there."""
    found = BEFORE.search(text[max(0, at - BEFORE_REACH) : at])
    return found[1].lower() if found else ""


def is_question(text: str, at: int) -> bool:
    """Does the sentence end with a question mark? One without an end within `LONGEST_QUESTION` characters is none."""
    end = SENTENCE_END.search(text, at, at + LONGEST_QUESTION)
    return end is not None and end[0] == "?"


def like(word: str, pattern: str) -> str:
    """The word in the case of the short form: "DON'T" gives "DO NOT", "Don't" gives "Do not"."""
    letters = [char for char in pattern if char.isalpha()]
    if letters and all(char.isupper() for char in letters):
        return word.upper() if len(pattern) > 1 else word
    return word.capitalize() if pattern[:1].isupper() else word
