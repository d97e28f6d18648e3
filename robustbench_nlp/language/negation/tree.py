"""The dependency tree of a parsed sentence, for walks from the top down."""

from __future__ import annotations

from robustbench_nlp.language.parse.word import Sentence


class Tree:
    """Words and the children of each, left to right."""

    def __init__(self, words: Sentence) -> None:
        self.words = words
        self.children: list[list[int]] = [[] for _ in words]
        for i, word in enumerate(words):
            if word.head != i:
                self.children[word.head].append(i)

    def first(self, at: int) -> int:
        """The leftmost word of a subtree."""
        first = at
        seen = {at}
        todo = [at]
        while todo:
            for child in self.children[todo.pop()]:
                if child not in seen:
                    seen.add(child)
                    todo.append(child)
                    first = min(first, child)
        return first
