"""Did the words that were replaced carry another sentiment than those that replaced them?

The sum of VADER's word ratings (-4 to 4) over the edited words, after minus before. On 733 pairs of reviews and their
human-made counterfactuals this and the count of negation cues together told 98.6 % of the changed labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from robustbench_nlp.checks.changes import Change, changes
from robustbench_nlp.checks.same_word import SameWord, same_word
from robustbench_nlp.core.edits import Edit
from robustbench_nlp.language.valence import lexicon

LIMIT = 1.5
NAMED = 3
"""Changes named in a flag, those that weigh most."""


def make() -> Callable[[str, str, tuple[Edit, ...]], str | None]:
    """The check; `ResourceMissing` where the lexicon is not installed."""
    rating = lexicon()
    same = same_word()

    def check(before: str, after: str, edits: tuple[Edit, ...]) -> str | None:
        moved: list[tuple[float, str]] = []
        for change in changes(before, after, edits):
            old, new = change.old, change.new
            if len(old) == len(new) == 1:
                by = rating.get(new[0], 0.0) - rating.get(old[0], 0.0)
                if by and not same(old[0], new[0]):
                    moved.append((by, f"{old[0]} -> {new[0]}"))
            else:
                moved += _moved(change, rating, same)
        total = sum(by for by, _ in moved)
        if abs(total) < LIMIT - 1e-9:
            return None
        most = sorted(moved, key=lambda one: -abs(one[0]))[:NAMED]
        return f"{total:+.1f} ({', '.join(words for _, words in most)})"

    return check


def _moved(change: Change, rating: dict[str, float], same: SameWord) -> Iterator[tuple[float, str]]:
    """Ratings gone and come in a stretch of several words; a misspelt word is neither."""
    new = list(change.new)
    for word in change.old:
        misspelt = next((other for other in new if same(word, other)), None) if word in rating else None
        if misspelt is not None:
            new.remove(misspelt)
        elif word in rating:
            yield -rating[word], f"{word} gone"
    for word in new:
        if word in rating and not any(same(other, word) for other in change.old):
            yield rating[word], f"{word} new"
