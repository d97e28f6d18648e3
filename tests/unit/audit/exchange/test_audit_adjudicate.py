from __future__ import annotations

from collections.abc import Callable

import pytest

from robustbench_nlp.audit.adjudicate import Adjudicated, adjudicate
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.item import Item, Kind
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.verdict import Verdict

Answers = dict[str, dict[str, str]]


@pytest.fixture
def judged(make_audit: Callable[..., AuditFolder], item: Callable[..., Item]) -> Callable[..., Adjudicated]:
    """A text t for anna, bert and carl, u for anna alone, and a control c; answers by text and annotator."""

    def run(
        answers: Answers, labels: tuple[str, ...] = ("negative", "positive"), who: str = "anna bert"
    ) -> Adjudicated:
        items = [
            item("t", "both", who=who),
            item("u", "one", who="anna"),
            item("c", "control", Kind.ORIGINAL, who="anna bert"),
        ]
        folder = make_audit(items, labels)
        folder.add_responses(
            Response(id_, name, said) for id_, given in answers.items() for name, said in given.items()
        )
        return adjudicate(folder.manifest(), folder.items(), folder.responses())

    return run


def verdict(found: Adjudicated, audit_id: str) -> Verdict | None:
    return next((each for each in found.verdicts if each.audit_id == audit_id), None)


@pytest.mark.parametrize(
    ("said", "label"),
    [
        (["positive"], "positive"),
        (["positive", "positive"], "positive"),
        (["mixed"], None),
        (["mixed", "cannot tell"], None),
        (["positive", "negative", "negative"], "negative"),
        (["positive", "mixed", "cannot tell"], None),
        (["positive", "negative", "mixed"], None),
    ],
)
def test_the_majority_is_the_verdict(judged: Callable[..., Adjudicated], said: list[str], label: str | None) -> None:
    votes = dict(zip(("anna", "bert", "carl"), said, strict=False))
    found = judged({"t": votes}, who="anna bert carl")
    assert verdict(found, "t") == Verdict("t", label, tuple(votes.items()))
    assert "t" not in found.open


@pytest.mark.parametrize("said", [("positive", "negative"), ("positive", "mixed"), ("cannot tell", "negative")])
def test_two_who_disagree_need_a_third(judged: Callable[..., Adjudicated], said: tuple[str, str]) -> None:
    found = judged({"t": dict(zip(("anna", "bert"), said, strict=True))})
    assert found.open == ("t",)
    assert verdict(found, "t") is None


def test_what_nobody_answered_waits_and_is_not_open(judged: Callable[..., Adjudicated]) -> None:
    found = judged({"t": {"anna": "positive"}})
    assert (found.open, found.waiting) == ((), ("t", "u", "c"))


def test_who_fails_the_gate_has_no_vote(judged: Callable[..., Adjudicated]) -> None:
    found = judged(
        {"c": {"anna": "negative"}, "t": {"anna": "negative", "bert": "positive"}, "u": {"anna": "negative"}}
    )
    assert verdict(found, "t") == Verdict("t", "positive", (("bert", "positive"),))
    assert verdict(found, "u") is None
    assert found.open == ("u",), "nobody whose answer counts has it"


def test_a_disagreement_about_a_control_asks_nobody(judged: Callable[..., Adjudicated]) -> None:
    found = judged({"c": {"anna": "positive", "bert": "negative"}})
    assert found.open == ()


def test_an_answer_that_was_taken_back_does_not_count(judged: Callable[..., Adjudicated]) -> None:
    found = judged({"u": {"anna": ""}})
    assert verdict(found, "u") is None


def test_a_task_may_have_a_label_that_is_called_mixed(judged: Callable[..., Adjudicated]) -> None:
    found = judged({"u": {"anna": "mixed"}}, ("negative", "mixed", "positive"))
    assert verdict(found, "u") == Verdict("u", "mixed", (("anna", "mixed"),))


def test_labelling_in_another_order_changes_nothing(judged: Callable[..., Adjudicated]) -> None:
    one = judged({"t": {"anna": "positive", "bert": "positive"}, "u": {"anna": "mixed"}})
    other = judged({"u": {"anna": "mixed"}, "t": {"bert": "positive", "anna": "positive"}})
    assert one == other
