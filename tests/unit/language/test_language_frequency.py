from __future__ import annotations

import subprocess
import sys

import wordfreq

from robustbench_nlp.language.frequency import common_words
from robustbench_nlp.language.negation.lexicon import APPROXIMATORS, EXPLICIT


def test_exactly_the_words_wordfreq_calls_common():
    near_the_line = [
        word
        for word, frequency in wordfreq.get_frequency_dict("en", "large").items()
        if 10**-6.7 < frequency < 10**-6.3 and word.isascii() and word.isalpha()
    ]
    assert len(near_the_line) > 10_000
    common = common_words()
    for word in near_the_line:
        assert (word in common) == (wordfreq.zipf_frequency(word, "en") >= 2.5), word


def test_another_limit():
    assert "movie" in common_words(5.0)
    assert "rated" in common_words()
    assert "rated" not in common_words(5.0)


def test_negation_cues_are_common_words():
    assert (EXPLICIT | APPROXIMATORS) - {"n't"} <= common_words()


def test_wordfreq_is_loaded_on_first_use():
    code = "import sys, robustbench_nlp.language.frequency, robustbench_nlp.transforms.typo.spec; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "wordfreq" not in done.stdout.split()
