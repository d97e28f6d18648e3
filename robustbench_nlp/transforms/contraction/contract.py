"""From the long form to the short one. Accepted only where `expand` gives the long form back."""

from __future__ import annotations

import re

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.transforms.contraction.expand import NEXT, SHORT, expansion, word_before
from robustbench_nlp.transforms.contraction.words import (
    AFTER_IS,
    BASE_VERBS,
    NOT_AUXILIARY_HAVE,
    PARTICIPLES,
    PARTICIPLES_ONLY,
    PERSONAL,
    WH,
)

# No IGNORECASE: capitals in the middle are emphasis ("it IS"), which a short form would take away.
LONG = re.compile(
    r"(?<![\w'’-])"
    r"(?:(?P<aux>[Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Hh]as|[Hh]ave|[Hh]ad|[Ww]ould|[Cc]ould|[Ss]hould"
    r"|[Mm]ust|[Ww]ill) not"
    r"|(?P<cannot>[Cc]annot)"
    r"|(?P<host>I|[Yy]ou|[Hh]e|[Ss]he|[Ii]t|[Ww]e|[Tt]hey|[Tt]hat|[Tt]here|[Ww]ho) "
    r"(?P<verb>am|are|is|will|would|have|has|had))"
    r"(?![\w'’])"
)
SHORT_OF = {"am": "m", "are": "re", "is": "s", "will": "ll", "would": "d", "have": "ve", "has": "s", "had": "d"}
NOT_BEFORE = frozenset(["only", "and", "or", "nor", "just", "so", "merely"]) | PERSONAL
REACH = 60


def contraction(text: str, match: re.Match[str], apostrophe: str) -> Edit | None:
    """The edit for one long form of `LONG`, or None where the short one is not safe."""
    following = NEXT.match(text, match.end())
    after = following[1].lower() if following else ""
    before = word_before(text, match.start())
    short = (_pronoun if match["host"] else _negation)(match, before, after)
    if short is None:
        return None
    edit = Edit(match.start(), match.end(), match[0], short.replace("'", apostrophe), "contract")
    return edit if _comes_back(text, edit) else None


def _pronoun(match: re.Match[str], before: str, after: str) -> str | None:
    host, verb = match["host"], match["verb"]
    if not after or before in WH:
        return None
    fits = {
        "am": after in AFTER_IS or after.endswith("ing"),
        "are": after in AFTER_IS or after.endswith("ing"),
        "is": after in AFTER_IS or after.endswith("ing"),
        "will": after in BASE_VERBS,
        "would": after in BASE_VERBS,
        "have": after in PARTICIPLES and after not in NOT_AUXILIARY_HAVE,
        "has": after in {"been", "got", "had"},
        "had": after in PARTICIPLES_ONLY,
    }
    return f"{host}'{SHORT_OF[verb]}" if fits[verb] else None


def _negation(match: re.Match[str], before: str, after: str) -> str | None:
    if after in NOT_BEFORE or before in {"why", "if"}:
        return None
    if match["cannot"]:
        return f"{match['cannot'][:3]}'t" if after else None
    aux = match["aux"]
    if aux.lower() in {"have", "has", "had"} and after not in PARTICIPLES:
        return None
    return f"{aux[0]}on't" if aux.lower() == "will" else f"{aux}n't"


def _comes_back(text: str, edit: Edit) -> bool:
    """Would `expand` read the short form as this long one? Judged on the neighbourhood that it looks at."""
    start, end = max(0, edit.start - REACH), edit.end + REACH
    tried = text[start : edit.start] + edit.new + text[edit.end : end]
    at = edit.start - start
    match = SHORT.match(tried, at)
    back = expansion(tried, match) if match else None
    return back is not None and back.old == edit.new and back.new == edit.old
