"""Where a model is put: whole or not at all, and never in the place of what cannot be moved."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from robustbench_nlp.classifiers.out_folder import placed, refuse_other_things
from robustbench_nlp.classifiers.transformer.workspace import workspace_folder
from robustbench_nlp.errors import ModelError, UsageError


def put(out: Path, content: str) -> None:
    with placed(out) as folder:
        (folder / "config.json").write_text(content, "utf-8")


def test_a_model_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    for content in ("one", "two"):
        put(tmp_path / "model", content)
    assert (tmp_path / "model" / "config.json").read_text("utf-8") == "two"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_link_stays_and_the_model_lies_where_it_leads(tmp_path: Path) -> None:
    for name in ("empty", "new"):
        link, target = tmp_path / name, tmp_path / "disk" / name
        link.symlink_to(target, target_is_directory=True)
        if name == "empty":
            target.mkdir(parents=True)
        put(link, name)
        assert link.is_symlink()
        assert (target / "config.json").read_text("utf-8") == name
        assert workspace_folder(link).parent == tmp_path / "disk"
        assert sorted(path.name for path in target.parent.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize("place", [".", "..", "/"])
def test_a_folder_that_cannot_be_moved_is_refused_before_the_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(UsageError, match=r"mounted folder or the current one.*inside it"):
        refuse_other_things(Path(place))


@pytest.mark.parametrize("failing", [1, 2])
def test_the_model_before_outlives_a_folder_that_cannot_be_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    put(tmp_path / "model", "one")
    rename, calls = os.replace, []

    def replace(*paths: Path) -> None:
        calls.append(paths)
        if len(calls) == failing:
            raise OSError(16, "Device or resource busy")
        rename(*paths)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(ModelError, match="busy"):
        put(tmp_path / "model", "two")
    assert (tmp_path / "model" / "config.json").read_text("utf-8") == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
