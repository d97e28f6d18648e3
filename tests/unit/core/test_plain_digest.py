"""What counts in a digest."""

from __future__ import annotations

import pytest

from robustbench_nlp.core.plain_digest import plain_digest

CONTENT = {"rows": [{"p": 3.779759885340172e-05, "n": 25000}, {"p": None, "name": "typo"}], "drop": (0.1, 0.2)}


def test_how_numbers_were_added_up_does_not_count() -> None:
    other = {"drop": [0.1, 0.1 + 0.1 + 1e-16], "rows": [{"n": 25000, "p": 3.77975988534008e-05}, CONTENT["rows"][1]]}
    assert plain_digest(other) == plain_digest(CONTENT)


@pytest.mark.parametrize(
    "change", [{"drop": (0.1, 0.20000001)}, {"drop": (0.2, 0.1)}, {"rows": CONTENT["rows"][:1]}, {"more": True}]
)
def test_everything_else_does(change: dict[str, object]) -> None:
    assert plain_digest({**CONTENT, **change}) != plain_digest(CONTENT)
