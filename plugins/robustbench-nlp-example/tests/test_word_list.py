from __future__ import annotations

import pytest
from robustbench_nlp_example.word_list import BLAME, PRAISE, WordList

from robustbench_nlp.core.judge import Answer, JudgeRequest
from robustbench_nlp.errors import UsageError


def judge(*labels: str) -> WordList:
    return WordList(JudgeRequest("", labels, load=lambda name: pytest.fail(f"loaded {name}")))


def test_it_counts():
    texts = ["A good, GREAT film.", "Dull and bad, though beautiful.", "A film.", "good bad"]
    assert list(judge("positive", "negative").answers(texts)) == [
        Answer("positive", "+2"),
        Answer("negative", "-1"),
        Answer("cannot tell", "+0"),
        Answer("cannot tell", "+0"),
    ]


def test_other_labels_are_refused():
    with pytest.raises(UsageError, match="not news, sport"):
        judge("news", "sport")


def test_no_word_is_both():
    assert not PRAISE & BLAME
