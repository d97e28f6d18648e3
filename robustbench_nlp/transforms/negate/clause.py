"""One clause of a parsed sentence: its verb, what stands around it, and which other clauses are on its level."""

from __future__ import annotations

from collections.abc import Iterator

from robustbench_nlp.language.parse.word import Sentence, Word

SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "expl"])
AUXILIARIES = frozenset(["aux", "auxpass"])
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
DO_OR_HAVE = frozenset("do does did have has had".split())
COMPLEMENTS = frozenset("dobj attr acomp xcomp ccomp dative oprd prep".split())
NOT = frozenset(["not", "n't", "n’t", "never"])


class Clause:
    """A verb with its auxiliaries, its subject and its negation, as words of the sentence in order."""

    def __init__(self, sentence: Sentence, verb: int) -> None:
        self.sentence = sentence
        self.at = verb
        self.verb = sentence[verb]
        children = [i for i, word in enumerate(sentence) if word.head == verb and i != verb]
        self.children = children
        self.auxiliaries = [i for i in children if sentence[i].dep in AUXILIARIES and i < verb]
        self.subject = next((i for i in children if sentence[i].dep in SUBJECTS), None)
        self.negation = self._negation()

    @property
    def finite(self) -> int | None:
        """Where the finite verb is: the first auxiliary, else the verb itself if it is finite."""
        if self.auxiliaries:
            first = self.auxiliaries[0]
            return first if self.sentence[first].tag in FINITE else None
        return self.at if self.verb.tag in FINITE else None

    @property
    def inverted(self) -> bool:
        """Does the subject follow the finite verb, as in questions?"""
        finite = self.finite
        return self.subject is not None and finite is not None and self.subject > finite and not self._there()

    @property
    def copula(self) -> bool:
        """Is the verb a form of be?"""
        return self.verb.lemma == "be" or self.verb.text.lower() in {
            "is",
            "are",
            "was",
            "were",
            "am",
            "'s",
            "’s",
            "'re",
        }

    @property
    def elliptical(self) -> bool:
        """Is the verb a do or have that stands for another: "I did"?"""
        return self.verb.text.lower() in DO_OR_HAVE and not any(
            self.sentence[i].dep in COMPLEMENTS for i in self.children
        )

    def _negation(self) -> int | None:
        after = self.finite + 1 if self.finite is not None else -1
        # What stands right behind the finite verb negates it, even where the parse hangs it elsewhere.
        near = [i for i in self.children if self.sentence[i].dep in {"neg", "advmod"}] + [after]
        return next((i for i in near if 0 <= i < len(self.sentence) and self._word(i) in NOT), None)

    def _there(self) -> bool:
        return any(self.sentence[i].dep == "expl" for i in self.children)

    def _word(self, i: int) -> str:
        return self.sentence[i].text.lower()


def main_clauses(sentence: Sentence) -> Iterator[Clause]:
    """The clause of each root, and those coordinated with it."""
    roots = [i for i, word in enumerate(sentence) if word.head == i and _verbal(word)]
    while roots:
        at = roots.pop(0)
        yield Clause(sentence, at)
        roots += [i for i, word in enumerate(sentence) if word.head == at and word.dep == "conj" and _verbal(word)]


def _verbal(word: Word) -> bool:
    return word.pos in {"VERB", "AUX"}
