"""Quoted words and titles, which are not the reviewer's to reword."""

from __future__ import annotations

import re

from robustbench_nlp.transforms.contraction.forms import NEXT, Match, word_before
from robustbench_nlp.transforms.contraction.words import AFTER_IS, BASE_VERBS, BOTH_FORMS, PARTICIPLES, between

NO_NAMES = AFTER_IS | BASE_VERBS | BOTH_FORMS | PARTICIPLES
OPENS = re.compile(r"(?:\A|(?<=[\s(]))[\"“](?!\s)[^\"“”<\n]*\Z")
CLOSES = re.compile(r"[^\"“”<\n]*(?<=\S)[\"”](?!\w)")
REACH = 72
"""Characters; what `contract.py` looks at when it reads a form back must be more."""
WORD = re.compile(r"\bcan(?=not\b)|\w+", re.IGNORECASE)
"""Short and long forms hold as many: whether a quotation is short must not depend on which of the two is written."""
MOST_WORDS = 8
"""Of a quotation that is taken for a title or somebody's very words."""
TITLE_BEHIND = re.compile(
    r"(?:(?: (?:a|an|and|at|by|for|from|in|my|of|on|or|the|to|with|your)){0,3} [A-Z][\w'’-]*){2,8}(?![\w'’-]| \w)"
)
"""Words with capitals, and small ones among them, up to a mark."""

NAME_BEFORE = re.compile(r"\b[A-Z][\w'’-]* [A-Z][\w'’-]* \Z")
NAMED_BEHIND = re.compile(r" (?:an?|the) [A-Z]")
NAME_REACH = 48


def in_title(text: str, match: Match) -> bool:
    """Is the short form part of a title, or of a short quotation?"""
    among_capitals = not match[0].isupper() and (_among_capitals(text, match) or _between_names(text, match))
    return among_capitals or _in_short_quotation(text, match)


def _in_short_quotation(text: str, match: Match) -> bool:
    opened = OPENS.search(text, max(0, match.start() - REACH), match.start())
    closed = CLOSES.match(text, match.end(), match.end() + REACH) if opened else None
    if opened is None or closed is None:
        return False
    return len(WORD.findall(text, opened.start(), closed.end())) <= MOST_WORDS


def _among_capitals(text: str, match: Match) -> bool:
    """ "It's A Wonderful Life", "Don't Look Now", "You're a Big Boy Now", "like It's Alive"."""
    following = NEXT.match(text, match.end())
    if following and following[1][0].isupper():
        word = following[1].lower()
        if word in NO_NAMES or between(word) or word.endswith("ing"):
            return True
    if not match[0][0].isupper():
        return False
    inside = match["host"] != "I" and word_before(text, match.start()) != ""
    return inside or TITLE_BEHIND.match(text, match.end()) is not None


def _between_names(text: str, match: Match) -> bool:
    """ "Sally Marshall isn't an Alien is a fine film"; "Tom Ford isn't the Batman" is no title, but stays as well."""
    if not match["aux"] or not NAMED_BEHIND.match(text, match.end()):
        return False
    return NAME_BEFORE.search(text, max(0, match.start() - NAME_REACH), match.start()) is not None
