"""Which English words are common, by the word lists of wordfreq.

wordfreq (Robyn Speer; code Apache-2.0, data CC BY-SA 4.0) merges Wikipedia, subtitles, news, books, web text, Twitter
and Reddit up to 2021. The data is read from the installed package; nothing of it is kept here.
"""

from __future__ import annotations

from functools import lru_cache

COMMON_ZIPF = 2.5
"""Once in three million words: nearly every real word a reader would take for one is at least this frequent."""


@lru_cache(maxsize=4)
def common_words(zipf: float = COMMON_ZIPF) -> frozenset[str]:
    """Lower-case words of at least this Zipf frequency (log10 of occurrences per billion words).

    The same words for which `wordfreq.zipf_frequency(word, "en") >= zipf`; about 54,000 at the default. The first call
    imports wordfreq (a quarter of a second).
    """
    from wordfreq import get_frequency_list

    # The list at index i holds the words of Zipf frequency (900 - i) / 100.
    last = round(900 - 100 * zipf)
    return frozenset().union(*get_frequency_list("en", "large")[: last + 1])


def zipf(word: str) -> float:
    """The Zipf frequency of a word or form, whatever its case; 0 where the lists do not have it."""
    from wordfreq import zipf_frequency

    return zipf_frequency(word, "en")
