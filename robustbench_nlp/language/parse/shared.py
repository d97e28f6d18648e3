"""One parser per process and model, whose results several transforms and several runs share."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from robustbench_nlp.cache_dir import cache_dir
from robustbench_nlp.errors import ModelError
from robustbench_nlp.language.parse.columns import decoded, encoded
from robustbench_nlp.language.parse.model import Model, find_model
from robustbench_nlp.language.parse.pipeline import Pipeline
from robustbench_nlp.language.parse.sentences import LONGEST, cut
from robustbench_nlp.language.parse.store import ParseStore, sentence_key
from robustbench_nlp.language.parse.visible import visible
from robustbench_nlp.language.parse.word import Sentence, Word

REMEMBERED = 8192
"""Sentences per level held in memory: those of a few shards of long reviews, some tens of megabytes."""


class Parser:
    """Words of sentences, by one spaCy model.

    A sentence is looked up in memory, then on disk, and parsed where it is in neither. spaCy and the model are loaded
    when the first sentence has to be parsed. What a sentence gives depends on nothing but the sentence and the model:
    not on the batch, the process, or what was asked before. May be shared between threads.
    """

    def __init__(self, model: Model, *, entities: bool = False) -> None:
        self.model = model
        self._pipeline = Pipeline(model, entities=entities)
        self._entities = "+ner" if entities else ""
        self._store = ParseStore(cache_dir() / "parses" / f"{model.digest}.sqlite")
        self._known: dict[str, dict[str, Sentence]] = {"tagged": {}, "parsed": {}}
        self._lock = threading.RLock()

    @property
    def can_parse(self) -> bool:
        """Has the model a dependency parser? Known without loading it."""
        return "parser" in self.model.components

    def tagged(self, sentences: Sequence[str]) -> list[Sentence]:
        """Tags and lemmas of each sentence, in order; no dependencies. Some 10,000 words a second, where unknown."""
        return self._words("tagged", sentences)

    def parsed(self, sentences: Sequence[str]) -> list[Sentence]:
        """Tags, lemmas and dependencies of each sentence, in order; `ModelError` from a model without a parser.

        Coarse parts of speech may differ from those of `tagged`: the model tells AUX from VERB by the dependency.
        """
        if not self.can_parse:
            raise ModelError(
                f"the spaCy model {self.model.name} has no parser", "use one that has, such as en_core_web_sm"
            )
        return self._words("parsed", sentences)

    def _words(self, level: str, sentences: Sequence[str]) -> list[Sentence]:
        with self._lock:
            known = self._known[level]
            found: dict[str, Sentence] = {}
            unknown: list[str] = []
            for sentence in dict.fromkeys(sentences):
                if sentence in known:
                    found[sentence] = known[sentence]
                elif len(sentence) > LONGEST:
                    found[sentence] = self._long(level, sentence)
                else:
                    unknown.append(sentence)
            if unknown:
                new = self._looked_up(level, unknown)
                found |= new
                _remember(known, new)
            return [found[sentence] for sentence in sentences]

    def _long(self, level: str, sentence: str) -> Sentence:
        """The words of its parts, one after the other; each part has a root of its own."""
        spans = cut(sentence, 0, len(sentence))
        words: list[Word] = []
        for (start, _), part in zip(spans, self._words(level, [sentence[a:b] for a, b in spans]), strict=True):
            first = len(words)
            words += (
                word._replace(
                    start=word.start + start, end=word.end + start, head=word.head + first if word.head >= 0 else -1
                )
                for word in part
            )
        return tuple(words)

    def _looked_up(self, level: str, sentences: list[str]) -> dict[str, Sentence]:
        level += self._entities
        seen = {sentence: visible(sentence) for sentence in sentences}
        keys = {sentence: sentence_key(seen[sentence].text) for sentence in sentences}
        stored = self._store.get(level, list(keys.values()))
        found: dict[str, Sentence] = {}
        missing: list[str] = []
        for sentence, key in keys.items():
            try:
                found[sentence] = decoded(stored[key], len(seen[sentence].text)).words(sentence, seen[sentence])
            except (KeyError, ValueError):
                missing.append(sentence)
        if missing:
            new: dict[bytes, bytes] = {}
            texts = [seen[sentence].text for sentence in missing]
            for sentence, columns in zip(missing, self._pipeline.columns(texts, level), strict=True):
                found[sentence] = columns.words(sentence, seen[sentence])
                new[keys[sentence]] = encoded(columns)
            self._store.put(level, new)
        return found


def _remember(known: dict[str, Sentence], new: dict[str, Sentence]) -> None:
    known.update(new)
    too_many = len(known) - REMEMBERED
    for sentence in list(islice(known, max(0, too_many))):
        del known[sentence]


@cache
def _parser(model: str, entities: bool, cache: Path) -> Parser:
    return Parser(find_model(model), entities=entities)


def parser_for(model: str = "", *, entities: bool = False) -> Parser:
    """The one parser of this process for a model: a package name, a folder, or "" for the first known one installed.

    With `entities`, words are marked by the model's entity recogniser, which takes half as long again. Raises
    `ResourceMissing` with the ways to get a model, or `ModelError` where it is none for English or has no tagger.
    """
    return _parser(model, entities, cache_dir())
