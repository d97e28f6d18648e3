"""The words of one sentence as columns: what a parse gives, and what is kept on disk in place of a pickle."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from itertools import repeat
from sys import intern
from typing import NamedTuple

from robustbench_nlp.language.parse.visible import Visible
from robustbench_nlp.language.parse.word import Sentence, Word

_SEPARATOR = "\n"
_USUAL = "\n".join(
    (
        "NN IN DT JJ NNP , . PRP RB VBZ NNS VB VBD CC VBN VBG VBP TO MD PRP$ CD WDT POS WP WRB RP EX JJR",
        "NOUN ADP DET ADJ PROPN PUNCT PRON ADV VERB AUX CCONJ SCONJ PART NUM INTJ X",
        "the a be of and to it in I this that , . you have film movie do not as with for on 's an his her who but",
        "det nsubj prep pobj aux advmod ROOT punct amod dobj cc conj compound attr acomp neg xcomp ccomp relcl",
    )
).encode()
"""What most columns hold: zlib begins with it, which saves half of the space of a short sentence."""


class Columns(NamedTuple):
    """One entry per word and column; offsets are those of the visible text. `heads` is empty where only tagged."""

    starts: Sequence[int]
    ends: Sequence[int]
    tags: Sequence[str]
    pos: Sequence[str]
    lemmas: Sequence[str]
    deps: Sequence[str]
    heads: Sequence[int]
    entities: Sequence[bool]

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

    def without(self, dropped: Sequence[int]) -> Columns:
        """The columns less the words marked in `dropped`; what hung on one of these hangs on its head."""
        kept = [i for i, drop in enumerate(dropped) if not drop]
        place = {old: new for new, old in enumerate(kept)}
        heads = list(self.heads)
        for i in kept if heads else ():
            for _ in heads:
                if not dropped[heads[i]]:
                    break
                heads[i] = heads[heads[i]]
        return Columns(
            [self.starts[i] for i in kept],
            [self.ends[i] for i in kept],
            [self.tags[i] for i in kept],
            [self.pos[i] for i in kept],
            [self.lemmas[i] for i in kept],
            [self.deps[i] for i in kept] if self.deps else [],
            [place.get(heads[i], place[i]) for i in kept] if heads else [],
            [self.entities[i] for i in kept],
        )


def encoded(columns: Columns) -> bytes:
    """The columns in a compact form: numbers of two bytes, then a line per column of names, compressed."""
    starts, ends, tags, pos, lemmas, deps, heads, entities = columns
    size = len(starts)
    numbers = struct.pack(f"<HH{size * 2 + len(heads)}H", size, len(heads), *starts, *ends, *heads)
    # No name holds white space, because white space is no word.
    names = _SEPARATOR.join((" ".join(tags), " ".join(pos), " ".join(lemmas), " ".join(deps)))
    packer = zlib.compressobj(level=1, zdict=_USUAL)
    return packer.compress(numbers + bytes(entities) + names.encode()) + packer.flush()


def decoded(stored: bytes, length: int) -> Columns:
    """The columns that `encoded` wrote for a visible text of that length; `ValueError` where they cannot be."""
    try:
        unpacker = zlib.decompressobj(zdict=_USUAL)
        content = unpacker.decompress(stored)
        if not unpacker.eof:
            raise ValueError("the end is missing")
        size, headed = struct.unpack_from("<HH", content)
        numbers = struct.unpack_from(f"<{size * 2 + headed}H", content, 4)
        at = 4 + 2 * len(numbers)
        entities = list(map(bool, content[at : at + size]))
        tags, pos, lemmas, deps = content[at + size :].decode().split(_SEPARATOR)
    except (zlib.error, struct.error, UnicodeDecodeError) as error:
        raise ValueError("not the columns of a sentence") from error
    if not size:
        return Columns([], [], [], [], [], [], [], [])
    columns = Columns(
        numbers[:size],
        numbers[size : 2 * size],
        list(map(intern, tags.split(" "))),
        list(map(intern, pos.split(" "))),
        lemmas.split(" "),
        list(map(intern, deps.split(" "))) if headed else [],
        numbers[2 * size :],
        entities,
    )
    sizes = {len(column) for column in columns if column} if headed else {len(column) for column in columns[:5]}
    if sizes != {size} or max(columns.ends) > length or max(columns.heads, default=0) >= size:
        raise ValueError("not the columns of this sentence")
    return columns
