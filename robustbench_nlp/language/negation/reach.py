"""What the negations of a sentence reach, in a form that two wordings of it can be compared by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from robustbench_nlp.language.negation.scopes import negation_scopes
from robustbench_nlp.language.parse.word import Sentence

NORMAL = {
    "n't": "not",
    "nt": "not",
    "ca": "can",
    "wo": "will",
    "sha": "shall",
    "'m": "am",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'s": "is",
    "has": "is",
    "'d": "would",
    "had": "would",
}
"""What the halves of contracted forms are in full; where a form stands for two words, those count as one."""


def words_reached(sentences: Iterable[Sentence]) -> Counter[tuple[str, str]]:
    """How often each word stands in the scope of each cue, (cue, word), in lower case; marks do not count."""
    return Counter(pair for sentence in sentences for pair in _pairs(sentence))


def _pairs(sentence: Sentence) -> Iterator[tuple[str, str]]:
    for scope in negation_scopes(sentence):
        cue = _normal(sentence[scope.cue].text)
        for at in scope.words:
            word = sentence[at].text
            if at != scope.cue and any(map(str.isalnum, word)):
                yield cue, _normal(word)


def _normal(word: str) -> str:
    low = word.lower().replace("’", "'")
    return NORMAL.get(low, low)
