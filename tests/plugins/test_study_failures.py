"""A study with a transform that fails: its texts are left out, counted, and said."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.core.options import TrainOptions
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.report.renderers.markdown import render_table
from robustbench_nlp.study.request import StudyRequest
from robustbench_nlp.study.run import run_study
from robustbench_nlp.study.table import tables


def test_failed_texts_are_named_in_the_tables(
    empty_site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    monkeypatch.setenv("ROBUST_CACHE", str(tmp_path / "cache"))
    empty_site.install(
        "stumbler",
        """
        def stumble(always):
            def rewrite(text, rng):
                if always or "7" in text:
                    raise ValueError("seven")
                return text.upper()
            return rewrite

        make_some, make_all = per_text(stumble(False)), per_text(stumble(True))

        @hookimpl
        def robust_transforms():
            claim = Claim(LabelEffect.KEEPS, because="made up for a test")
            yield TransformSpec("some", "fails at times", __name__ + ":make_some", claim, Level.WORD)
            yield TransformSpec("all", "always fails", __name__ + ":make_all", claim, Level.WORD)
        """,
    )
    for split, n in (("train", 40), ("test", 20)):
        rows = [f"{('good', 'dull')[i % 2]} film {i},{i % 2}" for i in range(n)]
        (tmp_path / f"{split}.csv").write_text("\n".join(["text,label", *rows]), "utf-8")
    request = StudyRequest(
        train=DatasetRequest(str(tmp_path), "train"),
        test=DatasetRequest(str(tmp_path), "test"),
        options=TrainOptions(base="bow", out=tmp_path / "study", epochs=1),
        transforms="casing",
        augment_size=10,
        out=tmp_path / "study",
        held_out="some,all",
        seeds=1,
    )
    study = run_study(request, load_catalog(allow="stumbler"), watch=contextlib.nullcontext, say=lambda line: None)
    assert [(row.transform, row.n, row.failed) for row in study.rows[1:]] == [("some", 18, 2), ("all", 0, 20)]
    text = "\n".join(map(render_table, tables(study)))
    assert "some: 2 texts failed and are left out" in text
    lengths = {line.count("|") for line in text.splitlines() if line.startswith("| all") or line.startswith("| some")}
    assert len(lengths) == 2, "a row without numbers is as long as the others of its table"
