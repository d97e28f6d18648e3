"""Takes the negation out of a clause: "did not like" becomes "liked"."""

from __future__ import annotations

import re

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.language.inflection import inflected
from robustbench_nlp.transforms.negate.clause import Clause
from robustbench_nlp.transforms.negate.like import capitalised, like

WHOLE = {"ca": "can", "wo": "will", "sha": "shall"}
POLAR = re.compile(
    r"\b(?:any|anything|anyone|anybody|anywhere|ever|either|yet|anymore|until|even|remotely|at all|in the least)\b",
    re.IGNORECASE,
)
"""Words that need the negation: "I did not see any" has no counterpart without."""
DO_FORM = {"did": "VBD", "does": "VBZ", "do": "VBP"}


def without_negation(clause: Clause, text: str) -> list[Edit] | None:
    """The edits, or None where the rest would be no sentence. `text` is the sentence the clause is in."""
    sentence, at = clause.sentence, clause.negation
    if at is None or at == 0 or _needs_it(text[sentence[at].end :]):
        return None
    negation, before = sentence[at], sentence[at - 1]
    auxiliary = before.text.lower()
    if negation.text.lower() == "never":
        end = _next(clause, at)
        return [Edit(negation.start, end, text[negation.start : end], "", "never removed")]
    if auxiliary in DO_FORM and not clause.inverted and at < clause.at and clause.verb.tag in {"VB", "VBP"}:
        lifted = _without_do(clause, text, at)
        if lifted is not None:
            return lifted
    if auxiliary == "ai" or not auxiliary.strip("'’").isalpha():
        return None
    new = like(WHOLE[auxiliary], before.text) if auxiliary in WHOLE else before.text
    return [Edit(before.start, negation.end, text[before.start : negation.end], new, "not removed")]


def _needs_it(rest: str) -> bool:
    return POLAR.search(rest) is not None


def _without_do(clause: Clause, text: str, at: int) -> list[Edit] | None:
    """ "did not (really) like" becomes "(really) liked", and "Don't go" "Go"; None where the form is not known."""
    auxiliary, verb = clause.sentence[at - 1], clause.verb
    form = inflected(verb.text.lower(), DO_FORM[auxiliary.text.lower()])
    if form is None:
        return None
    new = text[_next(clause, at) : verb.start] + like(form, verb.text)
    if auxiliary.text[0].isupper():
        new = capitalised(new)
    return [Edit(auxiliary.start, verb.end, text[auxiliary.start : verb.end], new, "not removed")]


def _next(clause: Clause, at: int) -> int:
    """Where the word behind `at` starts."""
    sentence = clause.sentence
    return sentence[at + 1].start if at + 1 < len(sentence) else sentence[at].end
