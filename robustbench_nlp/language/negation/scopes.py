"""How far the negation cues of a parsed sentence reach.

A cue that modifies a head (not, never, hardly) takes the head's subtree; one that is, or sits in, an argument of a verb
(nobody, nothing, no plot, few critics) takes the clause of that verb; a verb or adjective that negates (lacks, unable,
pointless) takes its own clause or phrase. A scope is cut where a conjunct with a subject of its own is joined by but,
although or a semicolon. In the manner of the annotation of Morante and Daelemans (2012), ConanDoyle-neg, and of the
BioScope corpus (Vincze et al. 2008), and rather too wide than too narrow: what is in no scope can be edited safely.
"""

from __future__ import annotations

from typing import NamedTuple

from robustbench_nlp.language.negation.cues import Cue, find_cues
from robustbench_nlp.language.parse.word import Sentence

CONTRAST = frozenset("but although though yet whereas while however".split())
ARGUMENTS = frozenset("nsubj nsubjpass dobj obj iobj dative attr pobj csubj csubjpass oprd agent appos expl".split())
SUBJECTS = frozenset("nsubj nsubjpass csubj csubjpass expl".split())
INSIDE_NOUN_PHRASE = frozenset("det predet amod nummod quantmod poss compound nmod advmod neg preconj cc".split())
VERBAL = frozenset(["VERB", "AUX"])
NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM"])


class Scope(NamedTuple):
    """A cue and what it reaches, as indices of words in the sentence; the cue itself is one of the words."""

    cue: int
    words: frozenset[int]


def negation_scopes(sentence: Sentence) -> list[Scope]:
    """The scope of each cue, in the order of the cues. Needs `dep` and `head`: a sentence from `Parser.parsed`."""
    if not sentence:
        return []
    tree = _Tree(sentence)
    return [Scope(at, tree.scope(at)) for at in _cue_words(sentence)]


def _cue_words(sentence: Sentence) -> list[int]:
    pieces: list[str] = []
    end = 0
    for word in sentence:
        pieces += (" " * (word.start - end), word.text)
        end = word.end
    found: list[int] = []
    at = 0
    for cue in find_cues("".join(pieces)):
        at = _word_at(sentence, cue, at)
        found.append(at)
    return found


def _word_at(sentence: Sentence, cue: Cue, at: int) -> int:
    while at + 1 < len(sentence) and sentence[at].end <= cue.start:
        at += 1
    return at


class _Tree:
    """Children and subtrees of a parsed sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self._words = sentence
        self._children: list[list[int]] = [[] for _ in sentence]
        for i, word in enumerate(sentence):
            if word.head != i:
                self._children[word.head].append(i)

    def scope(self, cue: int) -> frozenset[int]:
        head = self._governor(cue)
        return frozenset(self._subtree(head, cue)) | {cue}

    def _governor(self, cue: int) -> int:
        """The word whose subtree the cue takes."""
        words = self._words
        at = cue
        # Out of the noun phrase that the cue stands in.
        while words[at].dep in INSIDE_NOUN_PHRASE and words[at].head != at:
            at = words[at].head
        while words[at].head != at and (
            words[at].dep in ARGUMENTS or (words[at].dep in {"conj", "prep", "pcomp"} and words[at].pos not in VERBAL)
        ):
            at = words[at].head
        return at

    def _subtree(self, root: int, cue: int) -> set[int]:
        found = {root}
        todo = [root]
        while todo:
            for child in self._children[todo.pop()]:
                if child not in found and not (child != cue and self._is_cut_off(child)):
                    found.add(child)
                    todo.append(child)
        return found

    def _is_cut_off(self, child: int) -> bool:
        """A conjunct with its own subject, joined by a contrast or a semicolon."""
        words = self._words
        if words[child].dep not in {"conj", "ccomp", "parataxis", "advcl"}:
            return False
        if not any(words[other].dep in SUBJECTS for other in self._children[child]):
            return False
        first = min(self._whole(child))
        between = range(max(0, first - 3), child)
        return any(words[i].text.lower() in CONTRAST or words[i].text == ";" for i in between)

    def _whole(self, at: int) -> set[int]:
        found = {at}
        todo = [at]
        while todo:
            new = [child for child in self._children[todo.pop()] if child not in found]
            found.update(new)
            todo += new
        return found
