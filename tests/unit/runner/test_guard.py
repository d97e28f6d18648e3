from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pytest

from robustbench_nlp.core.chain import Chain
from robustbench_nlp.core.claims import Claim, LabelEffect, Level
from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.outcome import Status
from robustbench_nlp.core.params import Step
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite, TransformSpec, per_text
from robustbench_nlp.runner.guard import ContractBroken, checked
from robustbench_nlp.runner.rewrite import LoadedChain, rewrite

BROKEN = [
    ("new", "yielded str"),
    (("new", ()), "yielded tuple"),
    (Rewrite(b"new", ()), "bytes"),  # type: ignore[arg-type]
    (Rewrite("", (Edit(0, 3, "old", ""),)), "empty"),
    (Rewrite("new", ()), "does not give its text"),
    (Rewrite("new", (Edit(0, 3, "odd", "new"),)), "cannot be replayed"),
    (Rewrite("new", (1, 2)), "not a tuple of Edit"),  # type: ignore[arg-type]
    (Rewrite("new", [Edit(0, 3, "old", "new")]), "not a tuple of Edit"),  # type: ignore[arg-type]
    (Rewrite("new", (edit for edit in [Edit(0, 3, "old", "new")])), "not a tuple of Edit"),  # type: ignore[arg-type]
    (Rewrite("new", ((0, 3, "old", "new", ""),)), "not a tuple of Edit"),  # type: ignore[arg-type]
    (Rewrite("new", (Edit(np.int64(0), 3, "old", "new"),)), "not a tuple of Edit"),  # type: ignore[arg-type]
    (Rewrite("new", (Edit(0, 3, "old", "new", None),)), "not a tuple of Edit"),  # type: ignore[arg-type]
    (Rewrite("\ud800", (Edit(0, 3, "old", "\ud800"),)), "surrogate"),
]


@pytest.mark.parametrize(("result", "said"), BROKEN)
def test_a_broken_contract_is_named(result: object, said: str) -> None:
    with pytest.raises(ContractBroken, match=said):
        checked("old", result)


def test_an_honest_rewrite_passes_and_no_change_is_none() -> None:
    honest = Rewrite("new", (Edit(0, 3, "old", "new"),))
    assert checked("old", honest) is honest
    assert checked("old", None) is None
    assert checked("old", Rewrite("old", ())) is None


def chain_of(*transforms: object) -> LoadedChain:
    steps = []
    for i in range(len(transforms)):
        spec = TransformSpec(f"t{i}", "s", "m:a", Claim(LabelEffect.KEEPS, "b"), Level.WORD)
        steps.append(Step(spec, f"t{i}", None, None))
    return LoadedChain(Chain(tuple(steps)), transforms, ((),) * len(steps))  # type: ignore[arg-type]


def texts(*written: str) -> list[Text]:
    return [Text(f"id{i}", text) for i, text in enumerate(written)]


def upper(text: str, rng: Rng) -> str | None:
    if text == "bomb":
        raise RuntimeError("boom")
    return text.upper()


def exclaim(text: str, rng: Rng) -> str | None:
    return None if text.startswith("Q") else text + "!" * (1 + rng.below(3))


def test_a_step_that_raises_fails_that_text_only() -> None:
    rows = rewrite(chain_of(per_text(upper)(None)), texts("a", "bomb", "C"), 0, 0)
    assert [row.status for row in rows] == [Status.CHANGED, Status.FAILED, Status.UNCHANGED]
    assert rows[1].error == "RuntimeError: boom"
    assert rows[1].text == "bomb"


def test_a_chain_says_which_of_its_steps_failed() -> None:
    rows = rewrite(chain_of(per_text(exclaim)(None), per_text(upper)(None), Short()), texts("a", "bomb"), 0, 0)
    assert [row.error for row in rows] == ["t2: gave 0 results for 1 texts"] * 2


def test_rows_do_not_depend_on_their_neighbours() -> None:
    chain = chain_of(per_text(upper)(None), per_text(exclaim)(None))
    together = rewrite(chain, texts("a", "bomb", "q", "d"), 3, 1)
    alone = [rewrite(chain, [text], 3, 1)[0] for text in texts("a", "bomb", "q", "d")]
    assert together == alone
    assert together[2].text == "Q"
    assert together[0].text.startswith("A!")


class Short:
    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> Iterable[Rewrite | None]:
        return [None] * (len(texts) - 1)


def test_a_lost_result_is_a_failure_not_a_shift() -> None:
    rows = rewrite(chain_of(Short()), texts("a", "b"), 0, 0)
    assert [row.status for row in rows] == [Status.FAILED, Status.FAILED]
    assert "gave 0 results for 1 texts" in rows[0].error


def test_a_step_that_undoes_the_one_before_leaves_the_text_unchanged() -> None:
    def lower(text: str, rng: Rng) -> str:
        return text.lower()

    rows = rewrite(chain_of(per_text(upper)(None), per_text(lower)(None)), texts("abc"), 0, 0)
    assert rows[0].status is Status.UNCHANGED


def test_a_transform_cannot_take_texts_from_the_others() -> None:
    class Greedy:
        def rewrite(self, texts: list[Text], rngs: Sequence[Rng]) -> Iterable[Rewrite | None]:
            texts[:] = []
            return []

    rows = rewrite(chain_of(Greedy()), texts("a", "b"), 0, 0)
    assert [(row.status, "does not support" in row.error) for row in rows] == [(Status.FAILED, True)] * 2
