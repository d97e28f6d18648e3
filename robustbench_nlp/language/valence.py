"""How positive or negative a word is, by the lexicon of VADER.

Hutto and Gilbert (2014), VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text (MIT). The
file is read from the installed distribution vaderSentiment, whose package is not imported.
"""

from __future__ import annotations

import importlib.metadata
from functools import cache
from pathlib import Path

from robustbench_nlp.errors import ResourceMissing

DISTRIBUTION = "vaderSentiment"
FILE = "vaderSentiment/vader_lexicon.txt"


@cache
def lexicon() -> dict[str, float]:
    """Mean rating by ten people, from -4 to 4, of each of 7,500 words (lower case) and emoticons."""
    try:
        text = Path(str(importlib.metadata.distribution(DISTRIBUTION).locate_file(FILE))).read_text("utf-8")
    except (importlib.metadata.PackageNotFoundError, OSError) as error:
        raise ResourceMissing("the valence lexicon is not installed", f"pip install {DISTRIBUTION}") from error
    rows = (line.split("\t") for line in text.splitlines())
    return {row[0]: float(row[1]) for row in rows if len(row) > 1}


def valence(word: str) -> float:
    """The rating of a word, whatever its case, or of an emoticon; 0 where it has none."""
    ratings = lexicon()
    return ratings.get(word.lower(), ratings.get(word, 0.0))
