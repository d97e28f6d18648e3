"""Checks that a transform requires: enforced on what each step made, counted, and never left out of the rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from robustbench_nlp.core.chain import Chain
from robustbench_nlp.core.claims import Claim, LabelEffect, Level
from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.outcome import Rewritten, Status
from robustbench_nlp.core.params import Step
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import TransformSpec, per_text
from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.runner.checks import NamedCheck, Pair, findings
from robustbench_nlp.runner.rewrite import LoadedChain, rewrite


def exclaim(text: str, rng: Rng) -> str:
    return text + "!"


def without_not(text: str, rng: Rng) -> str | None:
    return text.replace("not ", "") if "not " in text else text + "?"


def keeps_not(before: str, after: str, edits: Sequence[Edit]) -> str | None:
    return "not is gone" if "not " in before and "not " not in after else None


def no_marks(before: str, after: str, edits: Sequence[Edit]) -> str | None:
    return "has marks" if after.endswith(("?", "!")) else None


NOT = NamedCheck("keeps-not", keeps_not)
MARKS = NamedCheck("no-marks", no_marks)


def loaded(*steps: tuple[object, tuple[NamedCheck, ...]]) -> LoadedChain:
    bound = []
    for i in range(len(steps)):
        spec = TransformSpec(f"t{i}", "s", "m:a", Claim(LabelEffect.KEEPS, "b"), Level.WORD)
        bound.append(Step(spec, f"t{i}", None, None))
    transforms = tuple(per_text(function)(None) for function, _ in steps)  # type: ignore[arg-type]
    return LoadedChain(Chain(tuple(bound)), transforms, tuple(checks for _, checks in steps))


def run(chain: LoadedChain, *texts: str) -> list[Rewritten]:
    return rewrite(chain, [Text(f"id{i}", text) for i, text in enumerate(texts)], 0, 0)


def test_a_rewrite_that_fails_a_required_check_leaves_the_text_as_it_was() -> None:
    broken, fine = run(loaded((without_not, (NOT,))), "It is not good", "It is good")
    assert (broken.status, broken.text, broken.edits) == (Status.UNCHANGED, "It is not good", ())
    assert broken.discarded == ("keeps-not: not is gone",)
    assert (fine.status, fine.text, fine.discarded) == (Status.CHANGED, "It is good?", ())


def test_in_a_chain_each_step_answers_for_itself() -> None:
    (row,) = run(loaded((exclaim, ()), (without_not, (NOT,))), "It is not good")
    assert (row.status, row.text) == (Status.CHANGED, "It is not good!")
    assert row.discarded == ("keeps-not: not is gone",)
    # The same check asked of the first step has nothing against it, whatever the second does.
    (row,) = run(loaded((exclaim, (NOT,)), (without_not, ())), "It is not good")
    assert (row.text, row.discarded) == ("It is good!", ())
    # A step goes on from what is left when the one before it was discarded.
    (row,) = run(loaded((exclaim, (MARKS,)), (without_not, ())), "It is not good")
    assert (row.text, row.discarded) == ("It is good", ("no-marks: has marks",))


def test_one_discard_is_counted_once_however_many_checks_object() -> None:
    (row,) = run(loaded((without_not, (NOT, MARKS))), "It is not good!")
    assert row.discarded == ("keeps-not: not is gone",)
    (row,) = run(loaded((without_not, (NOT, MARKS))), "It is good")
    assert row.discarded == ("no-marks: has marks",)


def test_a_check_that_raises_has_not_passed_and_stops_nothing() -> None:
    def bomb(before: str, after: str, edits: Sequence[Edit]) -> str | None:
        raise ValueError("boom")

    (row,) = run(loaded((exclaim, (NamedCheck("bomb", bomb),))), "a")
    assert row.status is Status.UNCHANGED
    assert row.discarded == ("bomb: could not look: ValueError: boom",)


def test_what_a_user_has_to_fetch_first_is_said_at_once() -> None:
    def unready(before: str, after: str, edits: Sequence[Edit]) -> str | None:
        raise ResourceMissing("no parser", "get one")

    with pytest.raises(ResourceMissing, match="no parser"):
        run(loaded((exclaim, (NamedCheck("parse", unready),))), "a")


class Batched:
    """A check that wants to see a batch before it is asked."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def prepare(self, pairs: Sequence[Pair]) -> None:
        self.seen += [pair.before for pair in pairs]

    def __call__(self, before: str, after: str, edits: Sequence[Edit]) -> str | None:
        return None if before in self.seen else "was not prepared"


def test_a_check_may_look_at_a_batch_first() -> None:
    check = Batched()
    rows = run(loaded((exclaim, (NamedCheck("batched", check),))), "a", "b")
    assert [row.discarded for row in rows] == [(), ()]
    assert check.seen == ["a", "b"]
    pairs = [Pair("c", "d", (Edit(0, 1, "c", "d"),))]
    assert findings([NamedCheck("batched", check), NamedCheck("other", keeps_not)], pairs, [()]) == [()]


def test_a_look_at_the_batch_that_raises_stops_nothing() -> None:
    class Stumbling(Batched):
        def prepare(self, pairs: Sequence[Pair]) -> None:
            raise KeyError("words")

    (row,) = run(loaded((exclaim, (NamedCheck("stumbling", Stumbling()),))), "a")
    assert row.discarded == ("stumbling: was not prepared",)
