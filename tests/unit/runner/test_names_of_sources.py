"""What a user can write where a file, a folder or an id is asked for, and mean nothing by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from robustbench_nlp.api import evaluate, load_catalog, load_classifier, load_dataset, run, train
from robustbench_nlp.cache_dir import VARIABLE, cache_dir
from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.core.options import TrainOptions
from robustbench_nlp.errors import UsageError
from robustbench_nlp.local_path import local_path
from robustbench_nlp.runner.request import EvalRequest

NONSENSE = [
    ("", "an empty name"),
    (" ", "an empty name"),
    ("~nosuchuser/x", "no such home folder: ~nosuchuser/x"),
    ("a" * 5000, "name too long"),
    ("a" * 5000 + ".csv", "name too long"),
    ("reviews\udcff.csv", "no text in this system's encoding"),
]


@pytest.mark.parametrize("load", [load_dataset, load_classifier])
@pytest.mark.parametrize(("written", "said"), NONSENSE, ids=[said for _, said in NONSENSE])
def test_no_name_is_a_crash(load, written, said):
    with pytest.raises(UsageError, match=f"(?i){said}") as caught:
        load(written)
    assert len(caught.value.message) < 300


@pytest.mark.parametrize("written", ["~nosuchuser/x", "a" * 5000, " "])
def test_a_cache_folder_that_cannot_be_one(monkeypatch, written):
    monkeypatch.setenv(VARIABLE, written)
    with pytest.raises(UsageError, match=r"^ROBUST_CACHE: "):
        cache_dir()


@pytest.mark.parametrize("out", ["", " ", "~nosuchuser/x"])
def test_no_result_goes_where_nobody_said(out):
    with pytest.raises(UsageError):
        run(EvalRequest(DatasetRequest("nowhere.csv"), "nobody", "typo", output=out), load_catalog())
    with pytest.raises(UsageError, match=r"an empty name|no such home"):
        evaluate("nobody", "nowhere.csv", "typo", output=out)
    with pytest.raises(UsageError):
        train(Dataset("d", "", ("a", "b"), (), ""), TrainOptions(base="bow", out=out))


@pytest.mark.parametrize("written", ["circle", "circle/inside"])
def test_a_link_that_leads_in_a_circle_is_no_free_place(tmp_path, monkeypatch, written):
    monkeypatch.chdir(tmp_path)
    Path("circle").symlink_to("circle")
    for use in (load_dataset, load_classifier, local_path):
        with pytest.raises(UsageError, match=f"cannot look for {written}: Too many levels"):
            use(written)


def test_a_link_to_what_is_not_there_yet_is_a_free_place(tmp_path):
    (tmp_path / "link").symlink_to("later")
    assert local_path(tmp_path / "link") == tmp_path / "link"
