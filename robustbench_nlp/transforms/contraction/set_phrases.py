"""Phrases that are said with the short form only."""

from __future__ import annotations

import re

from robustbench_nlp.transforms.contraction.forms import Match

SAID_SHORT = re.compile(
    r"(?:don['’]t get me wrong|let['’]s face it|that['’]s it|who['’]s who"
    r"|what['’]s (?:the (?:big )?deal|up|with|not to (?:like|love)))(?![\w'’])",
    re.IGNORECASE,
)
"""Without "what's the point" and the like, of which people write both forms."""


def said_short(text: str, match: Match) -> bool:
    """Does the short form open such a phrase?"""
    return SAID_SHORT.match(text, match.start()) is not None
