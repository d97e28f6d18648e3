from __future__ import annotations

import pytest

from robustbench_nlp.study.durations import spoken
from robustbench_nlp.study.figures.axis import axis


@pytest.mark.parametrize("values", [[], [0.0], [-0.3, 0.4], [0.1, 16.2], [-1.03, -0.2], [1e-4], [99.9, -99.9]])
def test_an_axis_holds_its_values_and_ends_at_round_numbers(values: list[float]) -> None:
    made = axis(values, 100, 500)
    assert all(100 <= made.at(value) <= 500 for value in [0.0, *values])
    ticks = made.ticks()
    assert 3 <= len(ticks) <= 12
    assert (made.at(ticks[0]), made.at(ticks[-1])) == pytest.approx((100, 500))
    assert min(abs(tick) for tick in ticks) < 1e-9


@pytest.mark.parametrize(("seconds", "said"), [(4.2, "4 s"), (600, "10 min"), (12_000, "3 h 20 min")])
def test_durations_as_people_say_them(seconds: float, said: str) -> None:
    assert spoken(seconds) == said
