"""P1: a final adverbial clause is put in front, or one in front put last.

While, although and though never move: which half comes last decides what the sentence ends on. A clause is left where
it is, too, wherever another verb could claim it or a pronoun would come to stand before its noun.
"""

from __future__ import annotations

import re

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.transforms.paraphrase.tree import AUXILIARIES, THIRD_PERSON, Tree, capitalised, decapitalised

MARKS = frozenset("because when if since after before once".split())
CANDIDATE = re.compile(r"\b(?:because|when|if|since|after|before|once)\b", re.IGNORECASE)
LENGTHS = range(3, 21)
"""Words of a clause that moves."""

TAKES_CLAUSE = frozenset(
    """ask tell know remember wonder say understand show explain decide recall imagine care love hate like enjoy mind
    guess doubt prefer wish think believe mean depend appreciate realize happen begin start stop seem appear remind
    include involve concern reply answer figure argue add""".split()
)
"""Main verbs whose if, when or before may open an object, or be part of what is said ("I love it when")."""
TAKES_CLAUSE_OR_NOUN = frozenset(
    "see find hear notice learn forget check reveal depict describe discuss discover watch feel".split()
)
"""The same, but not where they have an object."""
BEFORE_MARK = frozenset(
    """as even only just what especially particularly mainly partly ever right long soon shortly immediately simply
    mostly than like until till exactly precisely or and but except perhaps maybe probably day days week weeks month
    months year years hour hours minute minutes moment moments time times second seconds point scene scenes part place
    case era age period sequence episode ending stage instance example situation so much more less see is are was were
    be been""".split()
)
"""Words that go together with a mark behind them: "even if", "the scene when", "years after"."""
DEGREE = frozenset("so such as than enough too".split())
"""In the main clause; they may want the clause behind them ("so bad because", "better than when")."""
CONDITIONED = frozenset("you i we they he she it anyone anybody someone somebody one".split())
"""Subjects of an if-clause that states a condition; with others it often contrasts ("If the first was good, ...")."""
BARE_SUBJECTS = frozenset("it that this there these those here".split())
ASIDES = frozenset("think guess suppose believe say imagine though".split())
JUDGED = frozenset("sure certain curious aware glad unsure interested concerned".split())
"""Adjectives whose if, when or because may open what they are about."""
POSSESSIVE = frozenset("his her its their".split())
"""They mostly stand for a noun of their own clause ("a father and his daughter")."""
OTHER_CLAUSES = frozenset("ccomp xcomp advcl relcl acl csubj csubjpass pcomp parataxis".split())


def moved_clause(tree: Tree) -> Edit | None:
    """The edit that moves the clause, in offsets of the sentence; None where the rule does not apply."""
    words = tree.words
    if tree.root < 0 or words[-1].text != "." or words[0].text[0].islower():
        return None
    clause_verb = tree.child(tree.root, "advcl")
    if clause_verb < 0 or tree.subject(clause_verb) < 0:
        return None
    clause = tree.span(clause_verb)
    if (
        clause is None
        or len(clause) not in LENGTHS
        or tree.lower[clause[0]] not in MARKS
        or not _is_plain(tree, clause)
    ):
        return None
    if _is_aside(tree, clause):
        return None
    return _fronted(tree, clause) if clause[0] else _put_last(tree, clause)


def _is_plain(tree: Tree, clause: range) -> bool:
    """One verb in the main clause, so that no other could claim the clause; none coordinated in either."""
    for i, word in enumerate(tree.words):
        if word.dep == "conj" and (tree.is_verb(i) or tree.is_verb(word.head)):
            return False
        if i in clause or i == tree.root:
            continue
        if word.dep in OTHER_CLAUSES or (tree.is_verb(i) and word.dep not in AUXILIARIES) or tree.lower[i] in DEGREE:
            return False
    return True


def _fronted(tree: Tree, clause: range) -> Edit | None:
    """Main clause and clause, to clause, comma and main clause."""
    words, lower = tree.words, tree.lower
    first, last = clause[0], clause[-1]
    subject = tree.subject(tree.root)
    main = range(first)
    comma = lower[first - 1] == ","
    end = first - 2 if comma else first - 1
    if last != len(words) - 2 or subject < 0 or subject > tree.root or _is_bare(tree, subject):
        return None
    whole_subject = tree.span(subject)
    if whole_subject is None or whole_subject[0] != 0 or "," in lower[:end] or "," in lower[first:last]:
        return None
    if lower[end] in BEFORE_MARK or words[end].tag in {"CD", "IN", "TO"} or _takes_clause(tree):
        return None
    if words[tree.root].tag == "VBG" or _refers_to_noun(tree, clause, main):
        return None
    new = f"{capitalised(tree.text(first, last))}, {decapitalised(tree.text(0, end), words[0])}"
    return Edit(words[0].start, words[last].end, tree.text(0, last), new, "P1 front")


def _put_last(tree: Tree, clause: range) -> Edit | None:
    """Clause, comma and main clause, to main clause and clause."""
    words, lower = tree.words, tree.lower
    last = len(words) - 2
    comma = clause[-1] + 1
    if comma >= last or lower[comma] != ",":
        return None
    first = comma + 1 + (lower[comma + 1] == "then")
    main = range(first, last + 1)
    if first >= last or "," in lower[first:] or "," in lower[:comma] or not _begins_well(tree, first):
        return None
    if not _may_follow(tree, clause) or not _pronouns_may_lead(tree, clause, main):
        return None
    new = f"{capitalised(tree.text(first, last))} {decapitalised(tree.text(0, clause[-1]), words[0])}"
    return Edit(words[0].start, words[last].end, tree.text(0, last), new, "P1 back")


def _begins_well(tree: Tree, first: int) -> bool:
    """Does the main clause begin with its subject, or as an order with its verb?"""
    subject = tree.subject(tree.root)
    if subject < 0:
        return tree.words[tree.root].tag == "VB" and tree.root == first
    whole_subject = tree.span(subject)
    return whole_subject is not None and whole_subject[0] == first and subject < tree.root


def _may_follow(tree: Tree, clause: range) -> bool:
    """Would the clause behind the main clause still be read as its condition, time or cause?"""
    mark = tree.lower[clause[0]]
    if mark == "if" and tree.lower[tree.subject(tree.child(tree.root, "advcl"))] not in CONDITIONED:
        return False
    return mark in {"if", "because"} or not _takes_clause(tree)


def _is_aside(tree: Tree, clause: range) -> bool:
    """A when that means whereas, or a clause with the speaker's "I think" hung on."""
    lower = [tree.lower[i] for i in clause]
    return (lower[0] == "when" and "should" in lower) or lower[-1] in ASIDES or lower[:3] == ["before", "you", "know"]


def _is_bare(tree: Tree, subject: int) -> bool:
    """It is, that was, there are: what they are about may be the clause."""
    return tree.lower[subject] in BARE_SUBJECTS and tree.words[tree.root].lemma == "be"


def _takes_clause(tree: Tree) -> bool:
    lemma = tree.words[tree.root].lemma
    adjective = tree.child(tree.root, "acomp")
    if adjective >= 0 and tree.lower[adjective] in JUDGED:
        return True
    return lemma in TAKES_CLAUSE or (lemma in TAKES_CLAUSE_OR_NOUN and tree.child(tree.root, "dobj") < 0)


def _nouns(tree: Tree, part: range) -> bool:
    return any(tree.words[i].tag.startswith("NN") for i in part)


def _refers_to_noun(tree: Tree, clause: range, main: range) -> bool:
    """May a pronoun of the clause stand for a noun before it? Not where the main clause has the same, but for his."""
    pronouns = {tree.lower[i] for i in clause} & THIRD_PERSON
    shared = {tree.lower[i] for i in main} - POSSESSIVE
    return bool(pronouns - shared) and _nouns(tree, main)


def _pronouns_may_lead(tree: Tree, clause: range, main: range) -> bool:
    """Would no pronoun of the main clause come to stand before its noun, and none of the clause behind another?"""
    subject = tree.subject(tree.root)
    pronouns = {tree.lower[i] for i in main} & THIRD_PERSON
    behind = {tree.lower[i] for i in clause} & THIRD_PERSON
    if behind and subject >= 0 and tree.words[subject].tag.startswith("NN"):
        return False  # they would seem to stand for the subject
    if not pronouns or not _nouns(tree, clause):
        return True
    if subject >= 0 and tree.lower[subject] in THIRD_PERSON:
        return False
    common = any(tree.words[i].tag in {"NN", "NNS"} for i in clause)
    return pronouns == {"it"} and not common
