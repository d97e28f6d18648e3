"""Which pairs of lemmas WordNet makes synonyms of in their usual senses: filters on numbers, without a reader.

Of any sense, most of WordNet's synonyms are wrong in context: hardly is "just" in one of its senses, funny "fishy", of
course "of naturally". So only first senses count, only where they clearly are the usual ones, only in both directions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from robustbench_nlp.language.negation.lexicon import APPROXIMATORS, IMPLICIT, NEGATION_CUES, affixal
from robustbench_nlp.language.valence import valence

if TYPE_CHECKING:
    from nltk.corpus.reader.wordnet import Synset, WordNetCorpusReader

LIGHT = frozenset(
    """be have do get make take say see know think come like love use let want need thing way lot kind sort go give put
    find keep tell feel""".split()
)
"""Words that mean little by themselves."""
DEGREE = frozenset(
    """very quite rather so really pretty absolutely completely totally utterly extremely highly fairly somewhat less
    least more most much even still yet well""".split()
)
FILM = frozenset(
    """plot cast director star score shot picture set act role part lead hit bomb screen scene character cut run play
    effect""".split()
)
"""Words with a sense of their own in reviews of films."""
BLOCKED = LIGHT | DEGREE | FILM | NEGATION_CUES | APPROXIMATORS | frozenset(IMPLICIT)
VOWEL = re.compile("[aeiouy]")
"""Synonyms without one are abbreviations: an hour is no "hr" in running text."""


class Filters(NamedTuple):
    """How sure the numbers must be.

    share          of a lemma's tags in SemCor that its first sense must hold
    reciprocal     the same for the synonym
    semcor         tags that the synonym must have in that sense
    zipf           frequency that the synonym must have
    rarer          how much rarer (Zipf) it may be than the lemma
    valence        how far apart the ratings of both may be
    """

    share: float = 0.6
    reciprocal: float = 0.5
    semcor: int = 2
    zipf: float = 3.2
    rarer: float = 1.7
    valence: float = 1.0


class Pair(NamedTuple):
    """A lemma, a synonym of it, and the sense they share."""

    lemma: str
    synonym: str
    synset: Synset


def pairs(wordnet: WordNetCorpusReader, lemma: str, pos: str, filters: Filters) -> Iterator[Pair]:
    """The pairs of a lower-case lemma that pass; `pos` is n, v, a or r."""
    from wordfreq import zipf_frequency

    if not _may_be_edited(lemma):
        return
    synset, share = first_sense(wordnet, lemma, pos)
    if synset is None or share < filters.share:
        return
    zipf = zipf_frequency(lemma, "en")
    for other in synset.lemmas():
        synonym = other.name()
        if (
            synonym == lemma
            or other.count() < filters.semcor
            or not (_may_be_edited(synonym) and VOWEL.search(synonym))
        ):
            continue
        first, back = first_sense(wordnet, synonym, pos)
        if first != synset or back < filters.reciprocal or _tags(wordnet, synonym, pos) * 2 < _tags(wordnet, synonym):
            continue
        before, after = valence(lemma), valence(synonym)
        if abs(before - after) >= filters.valence or before * after < 0:
            continue
        if zipf_frequency(synonym, "en") >= max(filters.zipf, zipf - filters.rarer):
            yield Pair(lemma, synonym, synset)


def first_sense(wordnet: WordNetCorpusReader, lemma: str, pos: str) -> tuple[Synset | None, float]:
    """The first sense and its share of the lemma's tags in SemCor; 1 where it is the only sense."""
    senses = [sense for sense in wordnet.lemmas(lemma, pos) if sense.name() == lemma]
    if not senses:
        return None, 0.0
    counts = [sense.count() for sense in senses]
    return senses[0].synset(), 1.0 if len(senses) == 1 else counts[0] / max(1, sum(counts))


def _may_be_edited(word: str) -> bool:
    return word.isascii() and word.isalpha() and word.islower() and word not in BLOCKED and word not in affixal()


def _tags(wordnet: WordNetCorpusReader, lemma: str, pos: str | None = None) -> int:
    return sum(sense.count() for sense in wordnet.lemmas(lemma, pos) if sense.name() == lemma)
