from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from robustbench_nlp.audit.adjudicate import Adjudicated, adjudicate
from robustbench_nlp.audit.exchange.read import read_rows
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.item import Item, Kind
from robustbench_nlp.audit.manifest import Annotator
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.third import ask_third
from robustbench_nlp.errors import UsageError


@pytest.fixture
def disputed(make_audit: Callable[..., AuditFolder], item: Callable[..., Item]) -> AuditFolder:
    """Twenty texts, the even ones disputed; twenty originals and twenty flips that anna and bert got right."""
    texts = [item(f"t{i}", f"text {i}") for i in range(20)]
    originals = [item(f"o{i}", f"original {i}", Kind.ORIGINAL) for i in range(20)]
    flips = [item(f"f{i}", f"flip {i}", Kind.FLIP, "negative") for i in range(20)]
    folder = make_audit([*texts, *originals, *flips], who="anna bert")
    folder.add_responses(Response(i.audit_id, "anna", i.gold) for i in folder.items())
    folder.add_responses(
        Response(i.audit_id, "bert", "negative" if i in texts[::2] else i.gold) for i in folder.items()
    )
    return folder


def judged(folder: AuditFolder) -> Adjudicated:
    return adjudicate(folder.manifest(), folder.items(), folder.responses())


def test_a_third_annotator_gets_the_open_texts_among_controls(disputed: AuditFolder) -> None:
    asked = ask_third(disputed, judged(disputed), "third")
    assert asked is not None
    assert (asked.open, asked.controls, asked.sheet) == (10, 15, disputed.sheet("third"))
    ids = [row.audit_id for row in read_rows(asked.sheet)]
    assert {id_ for id_ in ids if id_[0] == "t"} == {f"t{i}" for i in range(0, 20, 2)}
    assert [id_[0] for id_ in ids] != sorted(id_[0] for id_ in ids), "controls stand among the others"
    assert [someone.name for someone in disputed.manifest().annotators] == ["anna", "bert", "third"]
    disputed.add_responses(
        Response(i.audit_id, "third", "negative" if i.kind is Kind.FLIP else "positive")
        for i in disputed.items()
        if "third" in i.annotators
    )
    after = judged(disputed)
    assert after.open == ()
    assert [each.passed for each in after.gates] == [True, True, True]
    assert {each.label for each in after.verdicts if each.audit_id[0] == "t"} == {"positive"}


def test_asking_again_asks_nothing_new(disputed: AuditFolder) -> None:
    ask_third(disputed, judged(disputed), "third")
    before = disputed.items()
    assert ask_third(disputed, judged(disputed), "third") is None
    assert disputed.items() == before


def test_no_sheet_is_ever_replaced(disputed: AuditFolder) -> None:
    disputed.sheet("third").parent.mkdir()
    disputed.sheet("third").write_text("filled")
    asked = ask_third(disputed, judged(disputed), "third")
    assert asked is not None
    assert asked.sheet.name == "third-2.csv"
    assert disputed.sheet("third").read_text() == "filled"


def test_nobody_gets_two_versions_of_a_text(make_audit: Callable[..., AuditFolder], item: Callable[..., Item]) -> None:
    open_ = item("t0", "rewritten")
    own = Item("o0", "e", Kind.ORIGINAL, "10", "positive", ("anna", "carl"), "original", open_.original, "typo")
    folder = make_audit([open_, own])
    folder.add_responses([Response("t0", "anna", "positive"), Response("t0", "bert", "negative")])
    assert ask_third(folder, judged(folder), "carl") is None, "carl has read the original"
    asked = ask_third(folder, judged(folder), "dora")
    assert asked is not None
    assert asked.controls == 0, "the only control is the original of what dora reads"


def test_of_two_rewritings_of_a_text_one_is_given(
    make_audit: Callable[..., AuditFolder], item: Callable[..., Item]
) -> None:
    one = item("t0", "first draw")
    other = replace(item("t1", "second draw"), original=one.original, draw=1)
    folder = make_audit([one, other])
    folder.add_responses(
        Response(i.audit_id, who, say)
        for i in (one, other)
        for who, say in (("anna", "positive"), ("bert", "negative"))
    )
    for name in ("dora", "emil"):
        asked = ask_third(folder, judged(folder), name)
        assert asked is not None
        assert asked.open == 1
        folder.add_responses(Response(i.audit_id, name, "positive") for i in folder.items() if name in i.annotators)
        assert ask_third(folder, judged(folder), name) is None
        one, other = other, one
    assert judged(folder).open == ()


def test_who_has_controls_gets_no_more_and_none_twice(disputed: AuditFolder, item: Callable[..., Item]) -> None:
    # Carl is of the plan and has yet to begin: two of the controls are his, and one he must not get.
    items = {i.audit_id: i for i in disputed.items()}
    for audit_id in ("o0", "f0"):
        items[audit_id] = replace(items[audit_id], annotators=(*items[audit_id].annotators, "carl"))
    manifest = disputed.manifest()
    disputed.write_plan(replace(manifest, annotators=(*manifest.annotators, Annotator("carl"))), items.values())
    asked = ask_third(disputed, judged(disputed), "carl")
    assert asked is not None
    assert (asked.open, asked.controls) == (10, 0)
    assert all(len(set(i.annotators)) == len(i.annotators) for i in disputed.items())


def test_who_failed_the_gate_is_not_asked(disputed: AuditFolder) -> None:
    ask_third(disputed, judged(disputed), "third")
    disputed.add_responses(
        Response(i.audit_id, "third", "negative") for i in disputed.items() if "third" in i.annotators
    )
    with pytest.raises(UsageError, match="third is left out"):
        ask_third(disputed, judged(disputed), "third")
    asked = ask_third(disputed, judged(disputed), "fourth")
    assert asked is not None
    assert asked.open == 10


def test_where_nothing_is_open_nobody_is_asked(audit: AuditFolder) -> None:
    assert ask_third(audit, judged(audit), "third") is None
