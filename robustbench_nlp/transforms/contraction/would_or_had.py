"""Is 'd `would` or `had`?"""

from __future__ import annotations

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.language.parse.word import Sentence
from robustbench_nlp.transforms.contraction.forms import Match, after_adverbs, next_words
from robustbench_nlp.transforms.contraction.long_form import spelt_out
from robustbench_nlp.transforms.contraction.undecided import Undecided, index_after
from robustbench_nlp.transforms.contraction.words import (
    BASE_VERBS,
    BOTH_FORMS,
    ED_NO_PARTICIPLE,
    PARTICIPLES,
    PERSONAL,
)

HOSTS = PERSONAL | {"who", "that", "there"}


def would_or_had(text: str, match: Match) -> Edit | Undecided | None:
    """Decided by the verb behind it; `put`, `come`, `read` and the like are left alone, and so is "where'd"."""
    first, second = next_words(text, match.end())
    deciding = after_adverbs(text, match.end())
    if match["host"].lower() not in HOSTS or not first or deciding in BOTH_FORMS:
        return None
    if first in {"better", "best"}:
        return spelt_out(match, "had") if second not in PARTICIPLES else None
    if first in {"rather", "sooner"} or deciding in BASE_VERBS:
        return spelt_out(match, "would")
    if deciding in PARTICIPLES or (deciding.endswith("ed") and len(deciding) > 4 and deciding not in ED_NO_PARTICIPLE):
        return spelt_out(match, "had")
    return Undecided(match.start(), match.end(), match, _settle, parsed=False)


def _settle(match: Match, sentence: Sentence, start: int) -> Edit | None:
    behind = sentence[index_after(match, sentence, start) :]
    verb = next((word for word in behind if not word.tag.startswith("RB")), None)
    if verb is None or verb.text.lower() in BOTH_FORMS:
        return None
    long = {"VB": "would", "VBN": "had", "VBD": "had"}.get(verb.tag)
    return spelt_out(match, long) if long else None
