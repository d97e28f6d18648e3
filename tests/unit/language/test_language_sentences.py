from __future__ import annotations

import time

import pytest

from robustbench_nlp.language.negation.cues import find_cues
from robustbench_nlp.language.parse.sentences import LONGEST, sentence_spans
from robustbench_nlp.testing.texts import LONE_SURROGATE, NASTY, ORDINARY


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["It was bad.", "It was good."],
        ["it was bad.", "i hated it!", "really?", "yes"],
        ["Mr. Smith met Dr. J. R. Jones vs. St. Mary."],
        ["He came at 5 p.m. and left.", "She came at 6 p.m.", "He laughed."],
        ["See e.g. this, i.e. that, etc. and so on.", "Fine etc.", "More."],
        ["I liked the U.S. Army film."],
        ["Rated 9.", "It cost 3.50 dollars, no. 5 of all."],
        ["1. First, a film."],
        ["It was... fine.", "It was...", "Fine."],
        ['"What?" he said.', '"Never!"', "She left."],
        ["(It was bad.)", "He left."],
        ["So did I.", "Then he left."],
        ["Wow!!!", "What?!", "OK."],
        ["I <i>did</i> see it."],
        ["Is 3 < 5?", "Yes."],
        ["Great."],
    ],
)
def test_one_space_apart(parts):
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize("between", ["<br />", "<br><br/>", "\n", "\r\n\r\n", "</p><p class='x'>", "\u2028", " <hr> "])
def test_markup_and_line_breaks_end_a_sentence_even_without_a_mark(between):
    assert sentences(f"one thing{between}another, too") == ["one thing", "another, too"]


def test_a_missing_space_after_a_full_stop():
    assert sentences("It was bad.The cast was good.I liked it.") == ["It was bad.", "The cast was good.", "I liked it."]
    assert sentences("See www.imdb.com or file.Name v2.Next") == ["See www.imdb.com or file.", "Name v2.Next"]


@pytest.mark.parametrize("text", [*ORDINARY, *NASTY, LONE_SURROGATE], ids=range(len(ORDINARY) + len(NASTY) + 1))
def test_sentences_are_in_order_trimmed_and_lose_nothing_but_markup(text):
    spans = sentence_spans(text)
    assert all(text[start:end] == text[start:end].strip() and start < end for start, end in spans)
    between = "".join(
        text[end:start] for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)
    )
    assert not between.strip() or "<" in between


def test_a_sentence_of_5000_words_is_cut_at_commas_and_spaces():
    text = "some more words, and " * 1250
    spans = sentence_spans(text)
    assert max(end - start for start, end in spans) <= LONGEST
    assert sum(len(text[start:end].split()) for start, end in spans) == 5000


HOSTILE = [
    ". " * 100_000,
    "." * 200_000 + "x",
    "<" * 200_000,
    "<a" * 100_000,
    '."' * 100_000,
    "a" * 200_000,
    " " * 200_000,
    "would " * 33_000,
    "would" + " " * 200_000,
    "n'" * 100_000,
    "un" * 100_000 + "less",
    "&#39;" * 40_000,
    "\n" * 200_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_200_kilobytes_of_anything_take_no_longer_than_prose(text):
    begun = time.process_time()
    sentence_spans(text)
    find_cues(text)
    assert time.process_time() - begun < 2
