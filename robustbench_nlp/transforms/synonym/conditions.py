"""Tests on the surroundings of a word, as the table writes them.

`next=w1,w2` and `next!=w1,w2` look at the token behind in lower case, `next2` at the one behind that, `prev` at the one
before. Marks stand for themselves (an empty item is the comma); `$` is the end of a sentence, with or without its mark,
and `^` the start. `tag`, `nexttag` and `prevtag` look at Penn tags; `NN*` is every tag that begins so. `sure` says that
no tag has to be looked at. All tests of a condition must hold.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from robustbench_nlp.language.parse.word import Sentence
from robustbench_nlp.transforms.synonym.context import END, ENDS, START, Context

SURE = "sure"
OF_WORDS = ("prev", "next", "next2")
OF_TAGS = {"tag": 0, "nexttag": 1, "prevtag": -1}


class Test(NamedTuple):
    """Is what stands in a place one of these? With `wanted` False it must not be."""

    place: str
    names: frozenset[str]
    prefixes: tuple[str, ...]
    wanted: bool

    def allows(self, tag: str) -> bool:
        """Does a test on tags hold for this one?"""
        return (tag in self.names or tag.startswith(self.prefixes)) is self.wanted


class Condition(NamedTuple):
    """Tests that need no tags, and those that do."""

    of_words: tuple[Test, ...] = ()
    of_tags: tuple[Test, ...] = ()
    sure: bool = False

    def holds_around(self, context: Context) -> bool:
        """Do the tests on the words around hold?"""
        return all(_is_one(getattr(context, test.place), test.names) is test.wanted for test in self.of_words)

    def holds_in(self, sentence: Sentence, at: int) -> bool:
        """Do the tests on tags hold for the word at that index?"""
        for test in self.of_tags:
            i = at + OF_TAGS[test.place]
            if not test.allows(sentence[i].tag if 0 <= i < len(sentence) else (END if i > 0 else START)):
                return False
        return True


def _is_one(token: str, names: frozenset[str]) -> bool:
    return token in names or (token in ENDS and END in names)


@lru_cache(maxsize=4096)
def parsed(written: str) -> Condition:
    """The condition; `ValueError` where it is not written as above."""
    of_words: list[Test] = []
    of_tags: list[Test] = []
    sure = False
    for part in written.split():
        if part == SURE:
            sure = True
            continue
        left, equals, right = part.partition("=")
        place = left.removesuffix("!")
        if not equals or not right or place not in (*OF_WORDS, *OF_TAGS):
            raise ValueError(f"no test of a condition: {part!r}")
        items = [item or "," for item in right.split(",")]
        names = frozenset(item for item in items if place in OF_WORDS or not item.endswith("*"))
        prefixes = tuple(item[:-1] for item in items if item not in names)
        (of_words if place in OF_WORDS else of_tags).append(Test(place, names, prefixes, wanted=left == place))
    return Condition(tuple(of_words), tuple(of_tags), sure)
