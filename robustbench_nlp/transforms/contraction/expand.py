"""From the short form to the long one, where the long one is certain."""

from __future__ import annotations

import re
from collections.abc import Callable

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.transforms.contraction.words import (
    ADVERBS,
    AFTER_IS,
    BASE_VERBS,
    CLAUSE_START,
    DEGREE,
    PARTICIPLES,
    PERSONAL,
    WH_ADVERB,
)

SHORT = re.compile(
    r"(?<![\w'’-])"
    r"(?:(?P<aux>ca|wo|sha|do|does|did|is|are|was|were|has|have|had|would|could|should|must|might|need)"
    r"(?P<neg>n['’]t)"
    r"|(?P<host>I|you|he|she|it|we|they|that|there|here|what|who|where|how|let|would|could|should|might|must)"
    r"(?P<short>['’](?:m|re|ll|ve|s|d['’]ve|d)))"
    r"(?![\w'’])",
    re.IGNORECASE,
)
STEMS = {"ca": "can", "wo": "will", "sha": "shall"}
CERTAIN = {
    "m": (frozenset({"i"}), "am"),
    "re": (frozenset({"you", "we", "they", "there", "who", "what"}), "are"),
    "ll": (PERSONAL | {"that", "there", "who", "what"}, "will"),
    "ve": (frozenset(["i", "you", "we", "they", "who", "would", "could", "should", "might", "must"]), "have"),
    "d've": (PERSONAL | {"who", "that", "there"}, "would have"),
}
NEXT = re.compile(r" ([A-Za-z]+)(?![\w'’])")
BEFORE = re.compile(r"([A-Za-z]+)[ ]?\Z")
BEFORE_REACH = 24
SENTENCE_END = re.compile(r"[.!?\n<]")

Match = re.Match[str]


def expansion(text: str, match: Match) -> Edit | None:
    """The edit for one short form of `SHORT`, or None where its long form is not certain."""
    if match["aux"]:
        return _negated(text, match)
    suffix = match["short"][1:].lower().replace("’", "'")
    host = match["host"].lower()
    if suffix in CERTAIN:
        hosts, long = CERTAIN[suffix]
        return _edit(match, match["host"], [long], suffix) if host in hosts else None
    decide: Callable[[str, str, Match], str | None] = _is_or_has if suffix == "s" else _had_or_would
    decided = decide(host, text, match)
    return _edit(match, match["host"], [decided], suffix) if decided else None


def _negated(text: str, match: Match) -> Edit | None:
    aux = match["aux"]
    stem = _like(STEMS.get(aux.lower(), aux.lower()), aux)
    before = word_before(text, match.start())
    starts = before == "" or before in CLAUSE_START
    following = NEXT.match(text, match.end())
    after = following[1].lower() if following else ""
    if after in PERSONAL:
        # A question or a tag: `not` goes behind its subject. In a statement this could be "I don't, you know".
        if not (starts or before in WH_ADVERB) or not _is_question(text, match.end()):
            return None
        subject = following[0] if following else ""
        return Edit(
            match.start(),
            match.end() + len(subject),
            match[0] + subject,
            f"{stem}{subject} {_like('not', match['neg'])}",
            "expand n't",
        )
    if before in WH_ADVERB or (starts and not _is_imperative(text, match, after)):
        return None
    return _edit(match, stem, ["not"], "n't", glue="" if stem.lower() == "can" else " ")


def _is_imperative(text: str, match: Match, after: str) -> bool:
    return match["aux"].lower() == "do" and bool(after) and not _is_question(text, match.end())


def _is_or_has(host: str, text: str, match: Match) -> str | None:
    first, second = _next_words(text, match.end())
    if host == "let":
        starts = word_before(text, match.start()) in {"", *CLAUSE_START}
        return "us" if starts and first and first not in PERSONAL else None
    if not first:
        return None
    looked_through = first in ADVERBS or first in DEGREE or first.endswith("ly")
    deciding = second if looked_through and second else first
    if deciding in {"been", "got", "had"}:
        return "has"
    if deciding in AFTER_IS - ADVERBS or (deciding.endswith("ing") and len(deciding) > 4):
        return "is"
    # Nothing but an adjective can follow these: "it's very loved" cannot be "has".
    return "is" if first in {"very", "too"} else None


def _had_or_would(host: str, text: str, match: Match) -> str | None:
    if host not in PERSONAL and host not in {"who", "that", "there"}:
        return None
    first, second = _next_words(text, match.end())
    if first in {"better", "best"}:
        return "had" if second not in PARTICIPLES else None
    if first in {"rather", "sooner"}:
        return "would"
    deciding = second if first in ADVERBS or first == "not" else first
    if deciding in BASE_VERBS:
        return "would"
    return "had" if deciding in PARTICIPLES and host not in {"that"} else None


def _next_words(text: str, at: int) -> tuple[str, str]:
    first = NEXT.match(text, at)
    if not first:
        return "", ""
    second = NEXT.match(text, first.end())
    return first[1].lower(), second[1].lower() if second else ""


def word_before(text: str, at: int) -> str:
    """The word right before, lower case; "" where a mark, markup or nothing stands there."""
    found = BEFORE.search(text[max(0, at - BEFORE_REACH) : at])
    return found[1].lower() if found else ""


def _is_question(text: str, at: int) -> bool:
    end = SENTENCE_END.search(text, at)
    return end is not None and end[0] == "?"


def _edit(match: Match, host: str, long: list[str], rule: str, glue: str = " ") -> Edit:
    pattern = match["neg"] or match["short"]
    words = glue + " ".join(_like(word, pattern) for word in long)
    return Edit(
        match.start(), match.end(), match[0], host + words, f"expand {rule}" if rule == "n't" else f"expand '{rule}"
    )


def _like(word: str, pattern: str) -> str:
    """The case of the short form: "DON'T" gives "DO NOT", "Don't" gives "Do not"."""
    letters = [char for char in pattern if char.isalpha()]
    if letters and all(char.isupper() for char in letters):
        return word.upper() if len(pattern) > 1 else word
    return word.capitalize() if pattern[:1].isupper() else word
