"""Synonyms looked up in WordNet as texts come, by the filters alone; nobody has read these pairs."""

from __future__ import annotations

import warnings
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from robustbench_nlp.cache_dir import cache_dir
from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.language.inflection import lemma_of
from robustbench_nlp.transforms.synonym.forms import Form, Lookup
from robustbench_nlp.transforms.synonym.inflect import TAGS, pair_forms
from robustbench_nlp.transforms.synonym.wordnet_pairs import Filters, pairs
from robustbench_nlp.transforms.synonym.wordnet_resource import RESOURCE

if TYPE_CHECKING:
    from nltk.corpus.reader.wordnet import WordNetCorpusReader

REMEMBERED = 1 << 16
"""Surface forms."""


@cache
def live_forms() -> Lookup:
    """From a word in lower case to its forms; every one needs a tagger. `ResourceMissing` where WordNet is not here."""
    wordnet = reader(cache_dir() / RESOURCE.file)

    @lru_cache(maxsize=REMEMBERED)
    def forms(surface: str) -> tuple[Form, ...]:
        return tuple(
            form
            for pos in TAGS
            if (lemma := lemma_of(surface, pos.upper().replace("A", "J")))
            for pair in pairs(wordnet, lemma, pos, Filters())
            for old, form in pair_forms(lemma, pos, pair.synonym)
            if old == surface
        )

    return forms


def reader(folder: Path) -> WordNetCorpusReader:
    """NLTK's reader on a folder below `corpora` in a data folder of NLTK's."""
    if not folder.is_dir():
        raise ResourceMissing("WordNet is not here", f"robust fetch {RESOURCE.name}")
    import nltk.data
    from nltk.corpus.reader.wordnet import WordNetCorpusReader

    # NLTK reads nothing outside of the folders it was told about.
    data = str(folder.parents[1])
    if data not in nltk.data.path:
        nltk.data.path.append(data)
    try:
        with warnings.catch_warnings():
            # It has no other languages, and says so.
            warnings.simplefilter("ignore", UserWarning)
            return WordNetCorpusReader(str(folder), None)
    except (OSError, ValueError) as error:
        raise ResourceMissing(
            f"WordNet in {folder} cannot be read: {error}", f"delete that folder and run `robust fetch {RESOURCE.name}`"
        ) from error
