"""Which sources give the rows of an augmentation, with an engine whose every answer is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import pytest

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.outcome import Rewritten, Status
from robustbench_nlp.core.report import Problem
from robustbench_nlp.core.text import Example
from robustbench_nlp.errors import UsageError
from robustbench_nlp.runner.augmentation.draw import Draw
from robustbench_nlp.runner.augmentation.quotas import check_shares, quotas
from robustbench_nlp.runner.work import Job, Shard, ShardResult

Answer = Callable[[str, str], Rewritten]


def changed(chain: str, source: str) -> Rewritten:
    return Rewritten(source, chain, 0, Status.CHANGED, f"{source} by {chain}")


def unchanged(chain: str, source: str, **more: object) -> Rewritten:
    return Rewritten(source, chain, 0, Status.UNCHANGED, source, **more)  # type: ignore[arg-type]


class Engine:
    """Answers as told, and hands results back in the reverse order, as a busy pool might."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.rounds = 0
        self.asked: list[tuple[str, str]] = []

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[ShardResult]:
        self.rounds += 1
        for shard in reversed(shards):
            pairs = [(job.chains[i], text.id) for i in shard.chains or () for text in shard.texts]
            self.asked += pairs
            yield ShardResult(shard.index, tuple(self.answer(*pair) for pair in pairs))


def data(*counts: int) -> Dataset:
    examples = [Example(f"{'abc'[label]}{i}", "text", label) for label, n in enumerate(counts) for i in range(n)]
    return Dataset("d", "train", ("A", "B", "C")[: len(counts)], tuple(examples), "f")


def drawn(dataset: Dataset, wanted: list[list[int]], answer: Answer, seed: int = 0) -> tuple[Draw, Engine]:
    job = Job(tuple(f"t{i}" for i in range(len(wanted[0]))), (), (), seed, 1)
    draw, engine = Draw(dataset, job, wanted), Engine(answer)
    draw.fill(engine, lambda done, total: None)
    return draw, engine


def cells(draw: Draw) -> Counter[tuple[int, str]]:
    return Counter((row.label, row.transform) for row in draw.in_order())


def test_every_cell_is_filled_and_no_source_is_used_twice() -> None:
    draw, engine = drawn(data(100, 100), [[20, 10], [20, 10]], changed)
    assert cells(draw) == {(0, "t0"): 20, (0, "t1"): 10, (1, "t0"): 20, (1, "t1"): 10}
    assert len({row.source_id for row in draw.in_order()}) == 60
    assert engine.rounds == 1
    assert not draw.short()
    assert not draw.left_out()


def test_rows_that_did_not_change_or_are_flagged_or_failed_are_left_out_and_counted() -> None:
    def answer(chain: str, source: str) -> Rewritten:
        number = int(source[1:])
        if number < 10:
            return unchanged(chain, source)
        if number < 20:
            return Rewritten(source, chain, 0, Status.FAILED, source, error="boom")
        if number < 30:
            return Rewritten(source, chain, 0, Status.CHANGED, "x", flags=("valence: -2", "negation: not"))
        if number < 40:
            return unchanged(chain, source, discarded=("negation: not",))
        return changed(chain, source)

    # As many as can be had: every source is tried.
    draw, _ = drawn(data(60, 60), [[20], [20]], answer)
    assert cells(draw) == {(0, "t0"): 20, (1, "t0"): 20}
    assert all(int(row.source_id[1:]) >= 40 for row in draw.in_order())
    left = {p.what: p.count for p in draw.left_out()}
    assert set(left) == {
        "unchanged", "failed", "flagged by negation, valence", "discarded by a required label check",
    }  # fmt: skip
    assert all(n <= 20 for n in left.values())


def test_more_than_there_are_gives_as_many_as_there_are_and_says_so() -> None:
    draw, _ = drawn(data(30, 12), [[500], [500]], changed)
    assert cells(draw) == {(0, "t0"): 30, (1, "t0"): 12}
    assert draw.short() == (
        Problem("t0", "class 'A': 30 of 500 rows", 470),
        Problem("t0", "class 'B': 12 of 500 rows", 488),
    )


def test_what_one_transform_leaves_as_it_is_another_may_take() -> None:
    def picky(chain: str, source: str) -> Rewritten:
        return unchanged(chain, source) if chain == "t0" and int(source[1:]) % 4 else changed(chain, source)

    draw, _ = drawn(data(80), [[500, 500]], picky)
    assert len(draw.in_order()) == 80
    assert cells(draw)[0, "t0"] > 0


def test_what_is_short_is_not_made_up_for_by_another_transform() -> None:
    def never(chain: str, source: str) -> Rewritten:
        return unchanged(chain, source) if chain == "t0" else changed(chain, source)

    draw, _ = drawn(data(80, 80), [[10, 10], [10, 10]], never)
    assert cells(draw) == {(0, "t1"): 10, (1, "t1"): 10}
    assert [p.count for p in draw.short()] == [10, 10]


def test_few_rounds_even_where_few_texts_change() -> None:
    def rarely(chain: str, source: str) -> Rewritten:
        return changed(chain, source) if int(source[1:]) % 5 == 0 else unchanged(chain, source)

    draw, engine = drawn(data(5000, 5000), [[500], [500]], rarely)
    assert len(draw.in_order()) == 1000
    assert engine.rounds <= 4


def test_nothing_is_rewritten_twice_by_one_transform() -> None:
    def rarely(chain: str, source: str) -> Rewritten:
        return changed(chain, source) if int(source[1:]) % 7 == 0 else unchanged(chain, source)

    _, engine = drawn(data(300, 300), [[100, 100], [100, 100]], rarely)
    assert max(Counter(engine.asked).values()) == 1


def test_the_order_of_the_file_decides_nothing_and_the_seed_does() -> None:
    one = data(50, 50)
    turned = Dataset("d", "train", one.labels, one.examples[::-1], "g")
    rows = [draw.in_order() for draw, _ in (drawn(d, [[5, 5], [5, 5]], changed) for d in (one, turned))]
    assert rows[0] == rows[1]
    other, _ = drawn(one, [[5, 5], [5, 5]], changed, seed=1)
    assert {row.source_id for row in other.in_order()} != {row.source_id for row in rows[0]}


@pytest.mark.parametrize("size", [1, 2, 3, 7, 10, 999, 5000])
@pytest.mark.parametrize("shares", [(1.0,), (0.5, 0.5), (0.7, 0.2, 0.1), (1 / 3, 1 / 3, 1 / 3)])
@pytest.mark.parametrize("classes", [2, 3, 7])
def test_quotas_add_up_and_stay_within_one_row(size: int, shares: tuple[float, ...], classes: int) -> None:
    wanted = quotas(size, classes, shares)
    assert sum(map(sum, wanted)) == size
    assert all(n >= 0 for row in wanted for n in row)
    assert all(abs(sum(row) - size / classes) < 1 for row in wanted)
    for i, share in enumerate(shares):
        assert all(abs(row[i] - share * sum(row)) < 1 for row in wanted)
        assert abs(sum(row[i] for row in wanted) - share * size) < 2


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((1.0,), "1 shares for 2"),
        ((1.0, 0.0), "above 0"),
        ((1.0, float("nan")), "above 0"),
        ((1.0, -1.0), "above 0"),
        ((1e308, 1e308), "too large"),
    ],
)
def test_shares_that_do_not_fit(shares: tuple[float, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        check_shares(shares, 2)


def test_shares_are_parts_of_one() -> None:
    assert check_shares((), 4) == (0.25,) * 4
    assert check_shares((3, 1), 2) == (0.75, 0.25)
