"""The words of one sentence as columns: what a parse gives, and what is kept on disk in place of a pickle."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from sys import intern
from typing import NamedTuple

from robustbench_nlp.language.parse.visible import Visible
from robustbench_nlp.language.parse.word import Sentence, Word


class Columns(NamedTuple):
    """One entry per word and column; offsets are those of the visible text. `heads` is empty where only tagged."""

    starts: list[int]
    ends: list[int]
    tags: list[str]
    pos: list[str]
    lemmas: list[str]
    deps: list[str]
    heads: list[int]
    entities: list[bool]

    def words(self, sentence: str, seen: Visible) -> Sentence:
        """The words with their offsets in the sentence that was seen as `seen`."""
        starts, ends = self.starts, self.ends
        if seen.starts is not None and seen.ends is not None:
            starts = [seen.starts[start] for start in starts]
            ends = [seen.ends[end - 1] for end in ends]
        return tuple(
            map(
                Word,
                starts,
                ends,
                [sentence[start:end] for start, end in zip(starts, ends, strict=True)],
                self.tags,
                self.pos,
                self.lemmas,
                self.deps or repeat(""),
                self.heads or repeat(-1),
                self.entities,
            )
        )


def without(columns: Columns, dropped: Sequence[int]) -> Columns:
    """The columns less some words; what hung on one of these hangs on its head."""
    kept = [i for i, drop in enumerate(dropped) if not drop]
    place = {old: new for new, old in enumerate(kept)}
    heads = columns.heads

    def kept_head(i: int) -> int:
        head = heads[i]
        while dropped[head] and heads[head] != head:
            head = heads[head]
        return place.get(head, place[i])

    starts, ends, tags, pos, lemmas, deps, _, entities = (
        [column[i] for i in kept] if column else [] for column in columns
    )
    return Columns(starts, ends, tags, pos, lemmas, deps, [kept_head(i) for i in kept] if heads else [], entities)


def encoded(columns: Columns) -> str:
    """One line per column; no entry holds white space, because white space is no word."""
    starts, ends, tags, pos, lemmas, deps, heads, entities = columns
    return "\n".join(
        (
            " ".join(map(str, starts)),
            " ".join(map(str, ends)),
            " ".join(tags),
            " ".join(pos),
            " ".join(lemmas),
            " ".join(deps),
            " ".join(map(str, heads)),
            "".join("1" if entity else "0" for entity in entities),
        )
    )


def decoded(line: str, length: int) -> Columns:
    """The columns that `encoded` wrote for a visible text of that length; `ValueError` where they cannot be."""
    starts, ends, tags, pos, lemmas, deps, heads, entities = line.split("\n")
    columns = Columns(
        list(map(int, starts.split())),
        list(map(int, ends.split())),
        list(map(intern, tags.split(" "))),
        list(map(intern, pos.split(" "))),
        lemmas.split(" "),
        list(map(intern, deps.split(" "))) if deps else [],
        list(map(int, heads.split())),
        [entity == "1" for entity in entities],
    )
    size = len(columns.starts)
    if not size:
        return Columns([], [], [], [], [], [], [], [])
    fits = all(len(column) == size for column in columns[1:5]) and len(columns.entities) == size
    tree = len(columns.deps) == len(columns.heads) and len(columns.heads) in (0, size)
    if not (fits and tree) or columns.ends[-1] > length or not all(0 <= head < size for head in columns.heads):
        raise ValueError("not the columns of this sentence")
    return columns
