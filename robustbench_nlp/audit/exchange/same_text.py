"""Whether a text that comes back is the one that was given out, after what programs do to texts."""

from __future__ import annotations

import re
import unicodedata

QUOTES = str.maketrans('\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00b4\u2032\u2033`"', "'" * 13)
DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-" * 7)
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
WHITE = re.compile(r"\s+")
LOSABLE = re.compile(r"[^\x21-\x7e]|['\"`?-]")
"""What a code page turns into something else, and what it turns it into."""

KEPT = 0.9
"""Share of a text that must be letters that no code page touches, for these to stand for all of it."""


def same_text(back: str, given: str) -> bool:
    """True where they differ at most in what a program changes by itself.

    That is: quotes and dashes of other shapes, an apostrophe before a formula, white space and line ends, invisible
    characters, and letters beyond ASCII that were lost in a code page, if they are few. A word or a mark that somebody
    changed makes another text.
    """
    one, other = _plain(back), _plain(given)
    if one == other:
        return True
    if one.isascii() and other.isascii():
        return False
    kept = LOSABLE.sub("", given)
    return LOSABLE.sub("", back) == kept and len(kept) >= KEPT * len(WHITE.sub("", given))


def _plain(text: str) -> str:
    # Curly quotes first: compatibility forms would turn some of them into two characters.
    shaped = unicodedata.normalize("NFKC", text.translate(QUOTES).translate(DASHES))
    return WHITE.sub(" ", INVISIBLE.sub("", shaped)).strip().lstrip("'")
