"""Finds evaluative words, draws some, and puts their opposites there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from robustbench_nlp.core.edits import Edit, apply_edits
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.spans import blanked
from robustbench_nlp.core.transform import Rewrite, Transform, per_text
from robustbench_nlp.language.articles import article
from robustbench_nlp.transforms.antonym.params import AntonymParams
from robustbench_nlp.transforms.antonym.table import NOT_AFTER, NOT_BEFORE, ONLY_AFTER, opposites, pattern
from robustbench_nlp.transforms.draw import drawn

REACH = 24
ARTICLE = re.compile(r"(?<!\w)(an?)(\s+)\Z", re.IGNORECASE)
OPENING = " \t\"'“”‘’(["
"""What may stand between the end of a sentence and its first word."""
PRONOUN = ("I ", "I'", "I’")
SENTENCE_END = ".!?…:;>\n\r-–—*"


def rewrite(text: str, rng: Rng, params: AntonymParams) -> Rewrite | None:
    """The text with `rate` x evaluative words turned into their opposites, at least one; None where it has none."""
    sites = list(_sites(text)) if params.rate else []
    if not sites:
        return None
    chosen = drawn(list(sites), params.rate, rng.random) or [rng.pick(sites)]
    edits = tuple(edit for site in chosen for edit in _edits(text, *site))
    return Rewrite(apply_edits(text, edits), edits)


make: Callable[[AntonymParams], Transform] = per_text(rewrite)


def _sites(text: str) -> Iterator[tuple[int, int]]:
    # Replaced offsets stay, so that they fit the text itself.
    for match in pattern().finditer(blanked(text)):
        start, end = match.span()
        if _evaluates(text, match[0].lower(), start, end) and not _in_a_title(text, start, match[0]):
            yield start, end


def _evaluates(text: str, word: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - REACH) : start].lower(), text[end : end + REACH].lower()
    if word in ONLY_AFTER and not ONLY_AFTER[word].search(before):
        return False
    if word in NOT_AFTER and NOT_AFTER[word].search(before):
        return False
    return not (word in NOT_BEFORE and NOT_BEFORE[word].match(after))


def _in_a_title(text: str, start: int, word: str) -> bool:
    """A capital inside a sentence: "Pretty Woman", "The Great Escape"."""
    if not word[0].isupper() or word.isupper() or word[:2] in PRONOUN:
        return False
    before = text[:start].rstrip(OPENING)
    return bool(before) and before[-1] not in SENTENCE_END


def _edits(text: str, start: int, end: int) -> Iterator[Edit]:
    old = text[start:end]
    plain = old.lower().replace("-", " ")
    new = opposites()[plain]
    if "-" in old:
        new = new.replace(" ", "-")
    new = _like(new, old)
    found = ARTICLE.search(text, max(0, start - REACH), start)
    if found and found[1].lower() != article(new.lower()):
        yield Edit(*found.span(1), found[1], _like(article(new.lower()), found[1]), "article")
    yield Edit(start, end, old, new, "antonym")


def _like(word: str, model: str) -> str:
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if model[0].isupper() else word
