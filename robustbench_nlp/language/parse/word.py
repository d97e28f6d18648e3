"""What a parse says of a word. Plain data: no spaCy object leaves this room."""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """A token of a sentence; punctuation marks are tokens too, white space is not.

    start, end  offsets in code points of the sentence string
    text        `sentence[start:end]`, byte for byte; with the markup or HTML entity where one is inside a word
    tag         Penn Treebank tag
    pos         coarse part of speech (universal)
    lemma       the base form, "" from a model without a lemmatizer
    dep         the relation to the head; "" where only tagged
    head        index of the head in the sentence, the word's own for a root; -1 where only tagged
    entity      part of a named entity: by the model's recogniser where that was asked for, else by the tag (NNP, NNPS)
    """

    start: int
    end: int
    text: str
    tag: str
    pos: str
    lemma: str
    dep: str
    head: int
    entity: bool


Sentence = tuple[Word, ...]
