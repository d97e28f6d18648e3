"""How far the negation cues of a parsed sentence reach.

    >>> from robustbench_nlp.language.parse.shared import parser_for
    >>> [sentence] = parser_for().parsed(["Few critics and viewers liked it, but I did."])
    >>> [[sentence[i].text for i in sorted(scope.words)] for scope in negation_scopes(sentence)]
    [['Few', 'critics', 'and', 'viewers', 'liked', 'it', ',', 'but']]

A cue that modifies a word (not, never, hardly, too) reaches over the subtree of that word. One that is, or stands in,
an argument of a verb (nobody, nothing, no plot, few critics) reaches over the clause of the verb. A verb or adjective
that negates by itself (lacks, unable) reaches over its own subtree, one that stands before a noun (pointless jokes)
over that noun's. A clause with a subject of its own is left out where it is joined to the negated one by any
conjunction, and where it is joined to anything in the scope by but, although and the like, or a semicolon.

In the manner of the annotated corpora ConanDoyle-neg (Morante and Daelemans 2012) and BioScope (Vincze et al. 2008),
with the cue inside of its scope, and rather too wide than too narrow: what is in no scope can be edited without risk.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from robustbench_nlp.language.negation.cues import Cue, find_cues
from robustbench_nlp.language.negation.tree import Tree
from robustbench_nlp.language.parse.word import Sentence

CONTRAST = frozenset("but although though yet whereas while however ;".split())
SUBJECTS = frozenset("nsubj nsubjpass csubj csubjpass expl".split())
CLAUSES = frozenset("conj ccomp parataxis advcl".split())

VERBAL = frozenset(["VERB", "AUX"])
CONTENT = frozenset(["VERB", "ADJ", "NOUN"])
MODIFIED = VERBAL | {"ADJ"}
MODIFIERS = frozenset("advmod neg preconj cc mark aux auxpass intj npadvmod".split())
WITHIN_NOUN_PHRASE = frozenset("det predet amod nummod quantmod poss compound nmod".split())
ARGUMENTS = SUBJECTS | frozenset("dobj dative attr acomp pobj oprd agent appos prep pcomp conj xcomp".split())


class Scope(NamedTuple):
    """A cue and what it reaches, as indices of words in the sentence.

    `cue` is the word that holds the cue, the first one of a phrase; it is among `words`.
    """

    cue: int
    words: frozenset[int]


def negation_scopes(sentence: Sentence) -> list[Scope]:
    """The scope of each cue of `find_cues`, in order. For a sentence from `Parser.parsed`.

    Of a sentence that was only tagged, every cue has the whole as its scope: nothing less is known to be safe.
    """
    cues = list(_cue_words(sentence))
    if not cues:
        return []
    if not sentence[0].dep:
        return [Scope(at[0], frozenset(range(len(sentence)))) for _, at in cues]
    tree = Tree(sentence)
    return [Scope(at[0], _reach(tree, _governor(tree, cue, at[0])) | frozenset(at)) for cue, at in cues]


def _cue_words(sentence: Sentence) -> Iterator[tuple[Cue, range]]:
    """Each cue with the indices of its words."""
    pieces: list[str] = []
    ends: list[int] = []
    length = end = 0
    for word in sentence:
        gap = " " if word.start > end else ""
        end = word.end
        pieces += (gap, word.text)
        length += len(gap) + len(word.text)
        ends.append(length)
    first = 0
    for cue in find_cues("".join(pieces)):
        while ends[first] <= cue.start:
            first += 1
        last = first
        while ends[last] < cue.end:
            last += 1
        yield cue, range(first, last + 1)


def _governor(tree: Tree, cue: Cue, at: int) -> int:
    """The word whose subtree the cue reaches over."""
    words = tree.words
    if cue.kind == "affixal" or (cue.kind == "implicit" and words[at].pos in CONTENT):
        return words[at].head if words[at].dep == "amod" else at
    for _ in words:
        word = words[at]
        if word.head == at:
            break
        if word.dep in MODIFIERS:
            at = word.head
            if words[at].pos in MODIFIED:
                # "Is it not great?": parsed as "not great", but it denies as much as "isn't it great?".
                if word.dep == "neg" and words[at].dep == "acomp" and words[words[at].head].pos in VERBAL:
                    at = words[at].head
                break
        elif word.dep in WITHIN_NOUN_PHRASE or (word.dep in ARGUMENTS and _goes_up(tree, at)):
            at = word.head
        else:
            break
    return at


def _goes_up(tree: Tree, at: int) -> bool:
    """Does an argument lead on to its head? From a verb only into the clause it completes ("seems to")."""
    word = tree.words[at]
    return word.pos not in VERBAL or word.dep == "xcomp"


def _reach(tree: Tree, governor: int) -> frozenset[int]:
    found = {governor}
    todo = [governor]
    while todo:
        parent = todo.pop()
        for child in tree.children[parent]:
            if child not in found and not _is_apart(tree, child, parent == governor):
                found.add(child)
                todo.append(child)
    return frozenset(found)


def _is_apart(tree: Tree, clause: int, of_governor: bool) -> bool:
    """Is this a clause with its own subject, joined as one that the negation does not reach?"""
    words = tree.words
    if words[clause].dep not in CLAUSES:
        return False
    children = tree.children[clause]
    if not any(words[child].dep in SUBJECTS for child in children):
        return False
    if of_governor and words[clause].dep == "conj":
        return True
    first = tree.first(clause)
    linked_by = [*range(max(0, first - 2), first), *(child for child in children if child < clause)]
    return any(words[i].text.lower() in CONTRAST for i in linked_by)
