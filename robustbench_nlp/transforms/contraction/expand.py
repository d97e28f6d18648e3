"""From the short form to the long one: at once where the closed lists decide, else what to ask of a parse."""

from __future__ import annotations

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.transforms.contraction.forms import Match, next_words, word_before
from robustbench_nlp.transforms.contraction.is_or_has import is_or_has
from robustbench_nlp.transforms.contraction.long_form import spelt_out
from robustbench_nlp.transforms.contraction.negated import negated
from robustbench_nlp.transforms.contraction.set_phrases import said_short
from robustbench_nlp.transforms.contraction.titles import in_title
from robustbench_nlp.transforms.contraction.undecided import Undecided
from robustbench_nlp.transforms.contraction.words import CLAUSE_START, PERSONAL
from robustbench_nlp.transforms.contraction.would_or_had import would_or_had

CERTAIN = {
    "m": (frozenset({"i"}), "am"),
    "re": (frozenset({"you", "we", "they", "there", "who", "what"}), "are"),
    "ll": (PERSONAL | {"that", "there", "who", "what"}, "will"),
    "ve": (frozenset(["i", "you", "we", "they", "who", "would", "could", "should", "might", "must"]), "have"),
    "d've": (PERSONAL | {"who", "that", "there"}, "would have"),
}


def expansion(text: str, match: Match) -> Edit | Undecided | None:
    """What becomes of one short form of `SHORT`: an edit, a question to a parse, or None where it must stay."""
    if said_short(text, match) or in_title(text, match):
        return None
    if match["aux"]:
        return negated(text, match)
    suffix = match["short"][1:].lower().replace("’", "'")
    host = match["host"].lower()
    if suffix == "s":
        return _let_us(text, match) if host == "let" else is_or_has(text, match)
    if suffix == "d":
        return would_or_had(text, match)
    hosts, long = CERTAIN[suffix]
    # "you're own" is "your own" misspelt.
    return spelt_out(match, long) if host in hosts and next_words(text, match.end())[0] != "own" else None


def _let_us(text: str, match: Match) -> Edit | None:
    starts = word_before(text, match.start()) in {"", *CLAUSE_START}
    first, _ = next_words(text, match.end())
    return spelt_out(match, "us") if starts and first and first not in PERSONAL else None
