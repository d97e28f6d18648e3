"""A demo replaces what a demo made, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from robustbench_nlp.cli.demo import claim
from robustbench_nlp.errors import UsageError


@pytest.mark.parametrize("name", ["model", "run"])
def test_what_is_not_a_demos_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(UsageError, match=f"{name} is there already"):
        claim(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_demo_may_follow_another(tmp_path: Path) -> None:
    claim(tmp_path / "demo")
    (tmp_path / "demo" / "model").mkdir()
    claim(tmp_path / "demo")
