from __future__ import annotations

from collections.abc import Callable

import pytest

from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.gate import Gate, gate
from robustbench_nlp.audit.item import Item, Kind
from robustbench_nlp.audit.response import Response

MakeItem = Callable[..., Item]


@pytest.fixture
def gates(make_audit: Callable[..., AuditFolder], item: MakeItem) -> Callable[..., dict[str, Gate]]:
    """Twenty originals that are positive, ten flips that are negative, one rewritten text; answers by annotator."""

    def run(
        labels: tuple[str, ...] = ("negative", "positive"), flip: str = "negative", **answers: str
    ) -> dict[str, Gate]:
        items = [item(f"o{i}", f"original {i}", Kind.ORIGINAL) for i in range(20)]
        items += [item(f"f{i}", f"flip {i}", Kind.FLIP, flip) for i in range(10)]
        folder = make_audit([*items, item("t0", "rewritten")], labels)
        said = {"+": "positive", "-": "negative", "m": "mixed", "?": "cannot tell", "n": "neutral"}
        folder.add_responses(
            Response(each.audit_id, name, said[letter])
            for name, line in answers.items()
            for each, letter in zip([*items, item("t0", "rewritten")], line, strict=False)
            if letter in said
        )
        return {each.annotator: each for each in gate(folder.manifest(), folder.items(), folder.responses())}

    return run


def test_who_reads_passes_and_who_does_not_is_left_out(gates: Callable[..., dict[str, Gate]]) -> None:
    found = gates(anna="+" * 20 + "-" * 10 + "-", bert="+" * 31, carl="-" * 30)
    assert [found[name].passed for name in ("anna", "bert", "carl")] == [True, False, False]
    assert found["anna"] == Gate(
        "anna", "person", 10, 10, 20, 20, True, "10 of 10 known flips seen, 20 of 20 untouched texts given their label"
    )
    assert "0 of 10 known flips" in found["bert"].why
    assert "90% of each" in found["bert"].why


@pytest.mark.parametrize(
    ("line", "passed"),
    [
        ("+" * 18 + "--" + "-" * 9 + "+", True),
        ("+" * 17 + "---" + "-" * 10, False),
        ("+" * 20 + "-" * 8 + "++", False),
        ("+" * 20 + "-" * 4 + "m" * 4 + "??", True),
        ("+" * 17 + "mm?" + "-" * 10, False),
        ("?" * 30, False),
        ("m" * 30, False),
    ],
)
def test_nine_of_ten_of_each_kind_are_asked_for(gates: Callable[..., dict[str, Gate]], line: str, passed: bool) -> None:
    assert gates(anna=line)["anna"].passed is passed


def test_only_what_was_answered_counts(gates: Callable[..., dict[str, Gate]]) -> None:
    found = gates(anna="++++ ", bert="")
    assert (found["anna"].originals, found["anna"].flips, found["anna"].passed) == (4, 0, True)
    assert (found["bert"].passed, found["bert"].tested, found["bert"].why) == (True, False, "no control answered")
    assert found["anna"].tested


def test_a_flip_whose_new_label_nobody_knows_tests_nobody(gates: Callable[..., dict[str, Gate]]) -> None:
    found = gates(("negative", "neutral", "positive"), "", anna="+" * 30)
    assert (found["anna"].flips, found["anna"].passed) == (0, True)


def test_with_three_labels_a_flip_must_get_its_own(gates: Callable[..., dict[str, Gate]]) -> None:
    assert not gates(("negative", "neutral", "positive"), "negative", anna="+" * 20 + "n" * 10)["anna"].passed
