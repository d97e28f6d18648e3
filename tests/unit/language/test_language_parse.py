from __future__ import annotations

import pytest

from robustbench_nlp.language.parse.sentences import LONGEST, sentence_spans
from robustbench_nlp.language.parse.shared import parser_for


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text)]


def test_sentences():
    assert sentences("Mr. Smith saw it. i hated it! See e.g. this...and that.<br /><br />3.5 stars.Great \n End") == [
        "Mr. Smith saw it.",
        "i hated it!",
        "See e.g. this...and that.",
        "3.5 stars.",
        "Great",
        "End",
    ]


def test_a_sentence_of_5000_words_is_cut():
    spans = sentence_spans("word " * 5000)
    assert max(end - start for start, end in spans) <= LONGEST
    assert sum(len(range(start, end)) for start, end in spans) > 24_000


@pytest.fixture
def parser(tmp_path, monkeypatch):
    monkeypatch.setenv("ROBUST_CACHE", str(tmp_path))
    return parser_for()


def test_words(parser):
    (sentence,) = parser.parsed(["It wasn't  bad."])
    assert [word.text for word in sentence] == ["It", "was", "n't", "bad", "."]
    assert [(word.tag, word.dep, word.head) for word in sentence][:3] == [
        ("PRP", "nsubj", 1),
        ("VBD", "ROOT", 1),
        ("RB", "neg", 1),
    ]
    (tagged,) = parser.tagged(["It wasn't  bad."])
    assert {(word.dep, word.head) for word in tagged} == {("", -1)}
