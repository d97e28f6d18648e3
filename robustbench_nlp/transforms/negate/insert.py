"""Puts a negation into a clause: "is good" becomes "is not good", "liked" becomes "did not like"."""

from __future__ import annotations

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.language.inflection import lemma_of
from robustbench_nlp.language.negation.lexicon import EXPLICIT
from robustbench_nlp.transforms.negate.clause import DO_OR_HAVE, Clause
from robustbench_nlp.transforms.negate.like import capitalised, like

DO = {"VBD": "did", "VBZ": "does", "VBP": "do"}
NOT_BEFORE = frozenset("just only merely simply not better rather".split())
"""After these a not would deny something else: "is not just bad"."""
NEGATIVE = EXPLICIT | frozenset("hardly barely scarcely rarely seldom".split())
INSIDE = frozenset("det predet neg advmod".split())
NEVER = frozenset("let thank mean beware suffice god".split())
"""Verbs of set phrases."""
NO_WORDS = {
    "nobody": ("everybody", "somebody"),
    "nothing": ("everything", "something"),
    "none": ("all", "some"),
    "no": ("some", "some"),
}
"""What stands in place of a negated word as the subject, and elsewhere."""


def with_negation(clause: Clause, text: str) -> list[Edit] | None:
    """The edits, or None where a not would not fit or not deny the clause. `text` is the sentence the clause is in."""
    lifted = _without_no(clause)
    if lifted is not None or _is_negative(clause) or clause.verb.lemma in NEVER:
        return lifted
    finite = clause.finite
    if finite is None:
        return _imperative(clause)
    if clause.inverted or not _begins_well(clause, finite):
        return None
    if finite == clause.at and not clause.copula and not clause.elliptical:
        return _with_do(clause)
    return _after(clause, finite, text)


def _after(clause: Clause, finite: int, text: str) -> list[Edit] | None:
    """A not behind an auxiliary or a form of be."""
    word = clause.sentence[finite]
    following = clause.sentence[finite + 1].text.lower() if finite + 1 < len(clause.sentence) else ""
    if following in NOT_BEFORE:
        return None
    new = "NOT" if text.isupper() else "not"
    if word.text.lower() != "can":
        new = f" {new}"
    return [Edit(word.end, word.end, "", new, "not inserted")]


def _with_do(clause: Clause) -> list[Edit] | None:
    verb = clause.verb
    # A model makes up lemmas of words it does not know; have and do are in no table.
    do, lemma = DO.get(verb.tag), lemma_of(verb.text.lower(), "V") or (verb.lemma if verb.lemma in DO_OR_HAVE else None)
    if do is None or lemma is None:
        return None
    new = like(f"{do} not {lemma}", verb.text)
    return [Edit(verb.start, verb.end, verb.text, new, "not inserted")]


def _imperative(clause: Clause) -> list[Edit] | None:
    """ "Watch it" becomes "Do not watch it"."""
    verb = clause.verb
    if clause.at != 0 or verb.tag != "VB" or clause.auxiliaries or not verb.text.isalpha():
        return None
    new = f"DO NOT {verb.text}" if len(verb.text) > 1 and verb.text.isupper() else f"do not {verb.text.lower()}"
    return [Edit(verb.start, verb.end, verb.text, capitalised(new) if verb.text[0].isupper() else new, "not inserted")]


def _begins_well(clause: Clause, finite: int) -> bool:
    """A subject before the verb, the verb first of all ("Loved it."), or a second verb of the same subject."""
    return clause.subject is not None or finite == 0 or clause.verb.dep == "conj"


def _is_negative(clause: Clause) -> bool:
    """A second negation in the clause itself would cancel the first."""
    sentence = clause.sentence
    phrases = {i for i in clause.children if sentence[i].pos not in {"VERB", "AUX"}}
    inside = (i for i, word in enumerate(sentence) if word.head in phrases and word.dep in INSIDE)
    return any(sentence[i].text.lower() in NEGATIVE for i in (*clause.children, *inside))


def _without_no(clause: Clause) -> list[Edit] | None:
    """ "has no plot" becomes "has some plot", and "nothing works" "everything works"."""
    sentence = clause.sentence
    for i in clause.children:
        subject = sentence[i].dep in {"nsubj", "nsubjpass"}
        for at in (i, *(j for j, word in enumerate(sentence) if word.head == i and word.dep == "det")):
            word = sentence[at]
            new = NO_WORDS.get(word.text.lower())
            if new and sentence[i].dep in {"nsubj", "nsubjpass", "dobj", "attr"}:
                return [Edit(word.start, word.end, word.text, like(new[0 if subject else 1], word.text), "no removed")]
    return None
