"""Runs spaCy over batches of sentences, with the components that a level needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import add
from typing import TYPE_CHECKING

from robustbench_nlp.errors import ModelError, one_line
from robustbench_nlp.language.parse.columns import Columns
from robustbench_nlp.language.parse.model import Model

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.strings import StringStore
    from spacy.tokens import Doc

PROPER = ("NNP", "NNPS")
BATCH = 128
"""Sentences. Larger batches are no faster and take more memory."""


class Pipeline:
    """A model, loaded when the first sentence comes."""

    def __init__(self, model: Model, *, entities: bool) -> None:
        self._model = model
        self._entities = entities
        self._nlp: Language | None = None

    def columns(self, texts: Sequence[str], level: str) -> Iterator[Columns]:
        """The words of each text, in order; level begins with "tagged" or "parsed"."""
        if self._nlp is None:
            self._nlp = self._model.load(entities=self._entities)
        nlp = self._nlp
        names = _Names(nlp.vocab.strings)
        disable = [] if level.startswith("parsed") else ["parser"]
        try:
            for doc in nlp.pipe(texts, batch_size=BATCH, disable=disable):
                yield self._columns(doc, names, parsed=not disable)
        except ValueError as error:
            raise ModelError(f"the spaCy model {self._model.name} failed: {one_line(error)}") from error

    def _columns(self, doc: Doc, names: _Names, *, parsed: bool) -> Columns:
        from spacy import attrs

        rows = doc.to_array(
            [attrs.IDX, attrs.LENGTH, attrs.TAG, attrs.POS, attrs.LEMMA, attrs.DEP, attrs.ENT_TYPE, attrs.IS_SPACE]
        )
        starts, lengths, tags, pos, lemmas, deps, entities, spaces = rows.T.tolist()
        # Offsets to the head are negative numbers in an array without a sign.
        heads = (doc.to_array([attrs.HEAD, attrs.DEP])[:, 0].view("int64") + range(len(doc))).tolist() if parsed else []
        name = names.__getitem__
        tag_names = list(map(name, tags))
        columns = Columns(
            starts,
            list(map(add, starts, lengths)),
            tag_names,
            list(map(name, pos)),
            list(map(doc.vocab.strings.__getitem__, lemmas)),
            list(map(name, deps)) if parsed else [],
            heads,
            list(map(bool, entities)) if self._entities else [tag in PROPER for tag in tag_names],
        )
        return columns.without(spaces) if any(spaces) else columns


class _Names(dict[int, str]):
    """The names behind spaCy's numbers of tags, parts of speech and relations, of which there are few."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, number: int) -> str:
        name: str = self._strings[number]
        self[number] = name
        return name
