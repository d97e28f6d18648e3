"""From the long form to the short one. Accepted only where the closed lists alone read the long form back."""

from __future__ import annotations

import re

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.transforms.contraction.expand import expansion
from robustbench_nlp.transforms.contraction.forms import SHORT, Match, after_adverbs, next_words, word_before
from robustbench_nlp.transforms.contraction.words import (
    AFTER_IS,
    AUXILIARIES,
    BASE_VERBS,
    BOTH_FORMS,
    CLAUSE_OPENERS,
    NOT_AFTER_HAD,
    NOT_AFTER_HAVE,
    PARTICIPLES,
    PERSONAL,
    PREPOSITIONS,
    WH,
)

SHORT_OF = {"am": "m", "are": "re", "is": "s", "will": "ll", "would": "d", "have": "ve", "has": "s", "had": "d"}
SINGULAR = frozenset("he she it that there who".split())
PLURAL = frozenset("you we they".split())
HOSTS = {
    "am": frozenset({"i"}),
    "are": PLURAL,
    "is": SINGULAR,
    "will": PERSONAL | SINGULAR,
    "would": (PERSONAL | SINGULAR) - {"it"},
    "have": PLURAL | {"i", "who"},
    "has": SINGULAR,
    "had": PERSONAL - {"it"},
}
"""Subjects that agree with the verb: in "part of you is" it has another. Short forms that are hardly ever written, as
"there're" and "it'd", are left out."""
OBJECT_AFTER = frozenset("of for with to at on in from by about behind between around inside without".split())
"""Behind these the pronoun is no subject ("what I like about it is the end")."""
SAYING_SO = frozenset(
    "until till if unless when where assuming provided to though although before after except".split()
)
"""Behind these "that is" may mean "that is to say", which has no short form."""
NOT_BEFORE = frozenset("only and or nor just so merely but because simply".split()) | PERSONAL
EARLIER_WH = re.compile(r"\b(?:how|what|whatever|which|whichever|where|as|than|who|whom)\b[\w' ]*\Z", re.IGNORECASE)
AUXILIARY = re.compile(r"(?:\b(\w+)|\w+n['’]t) (?:(?:and|or|nor|but) )?\Z", re.IGNORECASE)
BACK = 48
REACH = 80


def contraction(text: str, match: Match, apostrophe: str) -> Edit | None:
    """The edit for one long form of `LONG`, or None where the short one is not safe."""
    if _behind_auxiliary(text, match.start()):
        return None
    short = (_pronoun if match["host"] else _negation)(text, match)
    if short is None:
        return None
    edit = Edit(match.start(), match.end(), match[0], short.replace("'", apostrophe), "contract")
    return edit if _comes_back(text, edit) else None


def _pronoun(text: str, match: Match) -> str | None:
    host, verb = match["host"], match["verb"]
    before = word_before(text, match.start())
    first, _ = next_words(text, match.end())
    if not first or host.lower() not in HOSTS[verb] or before in WH or before in OBJECT_AFTER:
        return None
    if host.lower() == "that" and verb == "is" and first in SAYING_SO:
        return None
    deciding = after_adverbs(text, match.end())
    if verb in {"am", "are", "is"}:
        fits = _predicate(text, match, before, first, deciding)
    elif verb in {"will", "would"}:
        fits = deciding in BASE_VERBS or deciding in BOTH_FORMS
    elif verb == "has":
        fits = deciding in {"been", "got", "had"}
    else:
        fits = deciding in PARTICIPLES and deciding not in (NOT_AFTER_HAD if verb == "had" else NOT_AFTER_HAVE)
    return f"{host}'{SHORT_OF[verb]}" if fits else None


def _predicate(text: str, match: Match, before: str, first: str, deciding: str) -> bool:
    """Does the predicate stand behind the verb? In "how good it is in the end" it stands before."""
    if deciding.endswith("ing") and len(deciding) > 4:
        return True
    if deciding not in AFTER_IS or EARLIER_WH.search(text[max(0, match.start() - BACK) : match.start()]):
        return False
    loose = deciding in PREPOSITIONS or first in PREPOSITIONS
    return not loose or not before or before in CLAUSE_OPENERS


def _negation(text: str, match: Match) -> str | None:
    first, _ = next_words(text, match.end())
    if first in NOT_BEFORE or word_before(text, match.start()) in {"why", "if"}:
        return None
    if match["cannot"]:
        return f"{match['cannot'][:3]}'t"
    aux = match["aux"]
    if aux.lower() in {"have", "has", "had"} and first not in PARTICIPLES:
        return None
    return f"{aux[0]}on't" if aux.lower() == "will" else f"{aux}n't"


def _behind_auxiliary(text: str, at: int) -> bool:
    """ "Would they have", "would have not", "can and will not": what follows an auxiliary is not shortened."""
    found = AUXILIARY.search(text[max(0, at - BACK) : at])
    return found is not None and (found[1] is None or found[1].lower() in AUXILIARIES)


def _comes_back(text: str, edit: Edit) -> bool:
    """Would the closed lists read the short form as this long one? Judged on the neighbourhood that they look at."""
    start, end = max(0, edit.start - REACH), edit.end + REACH
    tried = text[start : edit.start] + edit.new + text[edit.end : end]
    at = edit.start - start
    match = SHORT.match(tried, at)
    back = expansion(tried, match) if match else None
    return isinstance(back, Edit) and back.old == edit.new and back.new == edit.old
