"""The dependency tree of a parsed sentence, as the movement rules ask for it."""

from __future__ import annotations

import re
from functools import cached_property

from robustbench_nlp.language.parse.word import Sentence, Word

SUBJECTS = frozenset(["nsubj", "nsubjpass"])
AUXILIARIES = frozenset(["aux", "auxpass"])
THIRD_PERSON = frozenset(
    """he him his himself she her hers herself it its itself they them their theirs themselves that those one
    ones""".split()
)

OF_A_PLACE = re.compile(
    r"(?:[A-Z][a-z]+(?:ese|ian|ean|can|eli|ani|aqi)|English|Irish|Spanish|British|Polish|Turkish|Swedish|Danish|Finnish|Scottish|Welsh"
    r"|Jewish|French|Dutch|Greek|Swiss|Czech|Thai|Arab|Arabic|Afghan|German|Roman|Victorian|Catholic|Protestant|Muslim"
    r"|Hindu|Buddhist|Nazi|Nazis|Marxist)s?"
)
"""Adjectives and nouns that are written with a capital but are not tagged as names."""


class Tree:
    """A parsed sentence and the string it came from."""

    def __init__(self, sentence: str, words: Sentence) -> None:
        self.sentence = sentence
        self.words = words
        self.lower = [word.text.lower() for word in words]

    @cached_property
    def root(self) -> int:
        """The only root that is a verb; -1 where there is another or none."""
        roots = [i for i, word in enumerate(self.words) if word.head == i and word.dep != "punct"]
        return roots[0] if len(roots) == 1 and self.is_verb(roots[0]) else -1

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each word, in order."""
        children: list[list[int]] = [[] for _ in self.words]
        for i, word in enumerate(self.words):
            if word.head != i:
                children[word.head].append(i)
        return children

    def is_verb(self, at: int) -> bool:
        """Is it a verb, finite or not? By the tag, which is the same for auxiliaries."""
        return self.words[at].tag.startswith(("VB", "MD"))

    def child(self, at: int, *deps: str) -> int:
        """The first dependent in one of these relations; -1 where there is none."""
        return next((i for i in self.children[at] if self.words[i].dep in deps), -1)

    def subject(self, verb: int) -> int:
        """The nominal subject of a verb; -1 where there is none."""
        return self.child(verb, *SUBJECTS)

    def span(self, at: int) -> range | None:
        """The words of a subtree, or None where others stand among them."""
        found = {at}
        todo = [at]
        while todo:
            new = self.children[todo.pop()]
            found.update(new)
            todo += new
        first, last = min(found), max(found)
        return range(first, last + 1) if last - first + 1 == len(found) else None

    def text(self, first: int, last: int) -> str:
        """The sentence from one word to the end of another, as written."""
        return self.sentence[self.words[first].start : self.words[last].end]


def keeps_capital(word: Word) -> bool:
    """Is the word written with a capital inside a sentence, too?"""
    text = word.text
    return (
        word.entity
        or text == "I"
        or text[1:] != text[1:].lower()
        or word.tag.startswith("NNP")
        or OF_A_PLACE.fullmatch(text) is not None
    )


def decapitalised(text: str, first: Word) -> str:
    """`text`, which begins with the word, as it is written inside a sentence."""
    return text if keeps_capital(first) else text[0].lower() + text[1:]


def capitalised(text: str) -> str:
    """`text` as it is written at the start of a sentence."""
    return text[0].upper() + text[1:]
