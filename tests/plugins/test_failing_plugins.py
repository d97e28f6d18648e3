"""Plugins that load well and fail at work: their rows fail, or one line says whose fault it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import robustbench_nlp as rb
from robustbench_nlp.cli.rendering import render, table_renderer
from robustbench_nlp.core.outcome import Status
from robustbench_nlp.errors import PluginError
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.report.document import read_report
from robustbench_nlp.report.drop_table import drop_table
from robustbench_nlp.runner.resources import find_needed


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROBUST_CACHE", str(tmp_path / "cache"))
    (tmp_path / "a.csv").write_text("text,label\n" + "good,pos\nbad,neg\n" * 3 + "odd,pos\n", "utf-8")
    given = {"good": "pos", "bad": "neg", "odd": "neg"}
    lines = (json.dumps({"text": text, "prediction": label}) for text, label in given.items())
    (tmp_path / "answers.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path


def test_a_transform_that_exits_fails_its_rows_and_not_the_run(empty_site, answers) -> None:  # type: ignore[no-untyped-def]
    empty_site.install(
        "quitter",
        """
        def leave(text, rng):
            if text == "odd":
                raise SystemExit(0)
            return None

        make_leaving = per_text(leave)

        @hookimpl
        def robust_transforms():
            claim = Claim(LabelEffect.KEEPS, because="made up for a test")
            yield TransformSpec("quit", "leaves", __name__ + ":make_leaving", claim, Level.WORD)
        """,
    )
    done = rb.evaluate("predictions:answers.jsonl", "a.csv", "quit,identity", catalog=load_catalog(allow="quitter"))
    quitting = [o.rewritten for o in done.outcomes if o.rewritten.transform == "quit"]
    assert [r.error for r in quitting if r.status is Status.FAILED] == ["SystemExit: 0"]
    assert done.report.results[0].failed == 1
    assert done.report.results[1].failed == 0


def test_a_factory_that_fails_names_its_plugin(empty_site, answers) -> None:  # type: ignore[no-untyped-def]
    empty_site.install(
        "unmakeable",
        """
        def make_nothing(params):
            raise ValueError("no table")

        @hookimpl
        def robust_transforms():
            claim = Claim(LabelEffect.KEEPS, because="made up for a test")
            yield TransformSpec("unmade", "fails", __name__ + ":make_nothing", claim, Level.WORD)
        """,
    )
    with pytest.raises(PluginError, match=r"unmakeable 1\.0: .*fails: .*no table"):
        rb.evaluate("predictions:answers.jsonl", "a.csv", "unmade", catalog=load_catalog(allow="unmakeable"))


def test_a_report_format_that_fails_names_its_plugin_once_the_results_are_there(empty_site, answers) -> None:  # type: ignore[no-untyped-def]
    empty_site.install(
        "ugly",
        """
        def lay_out(report):
            raise ZeroDivisionError("no room")

        @hookimpl
        def robust_renderers():
            yield RendererSpec("ugly", "fails", __name__ + ":lay_out", ".txt", __name__ + ":lay_out")
        """,
    )
    catalog = load_catalog(allow="ugly")
    done = rb.evaluate("predictions:answers.jsonl", "a.csv", "identity", output="run", catalog=catalog)
    for lay_out in (
        lambda: render(catalog, "ugly", done.report),
        lambda: table_renderer(catalog, "ugly")([drop_table(done.report)]),
    ):
        with pytest.raises(PluginError, match=r"ugly 1\.0: 'ugly_module:lay_out' fails: ZeroDivisionError: no room"):
            lay_out()
    assert read_report(Path("run")) == done.report


def test_a_resource_that_cannot_be_fetched_names_its_plugin(empty_site, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    empty_site.install(
        "hungry",
        """
        from robustbench_nlp.core.claims import Resource

        def fetch(cache, from_file):
            raise KeyError("mirror")

        @hookimpl
        def robust_transforms():
            yield spec("hungry", resources=(Resource("t", "x", "MIT", 1, "0" * 64, "t.bin", __name__ + ":fetch"),))
        """,
    )
    with pytest.raises(PluginError, match=r"hungry 1\.0: 'hungry_module:fetch' fails: KeyError: 'mirror'"):
        find_needed(load_catalog(allow="hungry"), "t").fetch(tmp_path)


RENDERER = """
def lay_out(report):
    {body}

@hookimpl
def robust_renderers():
    yield RendererSpec("plain", "for a test", __name__ + ":lay_out", ".txt")
"""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "return 1 / 0",
            "layout 1.0: 'layout_module:lay_out' fails: ZeroDivisionError: division by zero",
        ),
        ("return None", "layout 1.0: 'layout_module:lay_out' returned NoneType, not a text"),
    ],
)
def test_a_renderer_that_fails_names_its_plugin(empty_site, answers, body, said) -> None:  # type: ignore[no-untyped-def]
    empty_site.install("layout", RENDERER.format(body=body))
    catalog = load_catalog(allow="layout")
    done = rb.evaluate("predictions:answers.jsonl", "a.csv", "identity", catalog=catalog)
    with pytest.raises(PluginError) as failed:
        render(catalog, "plain", done.report)
    assert failed.value.message.startswith(said)


def test_the_last_line_of_a_format_is_ended(empty_site, answers) -> None:  # type: ignore[no-untyped-def]
    empty_site.install("layout", RENDERER.format(body='return f"{report.n} texts"'))
    catalog = load_catalog(allow="layout")
    done = rb.evaluate("predictions:answers.jsonl", "a.csv", "identity", catalog=catalog)
    assert render(catalog, "plain", done.report) == "7 texts\n"


PARTS = """
from types import SimpleNamespace
from robustbench_nlp import Dataset, Example

def read(request):
    labels = ("neg", "pos")
    return {dataset}

def load(source, options):
    model = SimpleNamespace(
        labels=("neg", "pos"), digest="d", signature="s", device="cpu", calibrated=True, cacheable=False,
        predict_proba=lambda texts: [[0.5, 0.5]] * len(texts), batches=lambda texts: [list(range(len(texts)))],
    )
    {model}
    return model

@hookimpl
def robust_datasets():
    yield DatasetSpec("made", "for a test", __name__ + ":read")

@hookimpl
def robust_classifiers():
    yield ClassifierSpec("made", "for a test", __name__ + ":load")
"""
GOOD = 'Dataset("a", "", labels, (Example("1", "x", 0), Example("2", "y", 1)), "f")'


@pytest.mark.parametrize(
    ("dataset", "model", "said"),
    [
        ("[]", "", "returned list, not a Dataset"),
        (GOOD.replace('"2"', '"1"'), "", "returned the id '1' for more than one row"),
        (GOOD.replace("1)", "2)"), "", "returned the label 2 for '2', which is no index of neg, pos"),
        (GOOD.replace('"x"', "None"), "", "returned an example that is no Example with an id and a text"),
        (GOOD.replace("labels, (", "list(labels), ("), "", "returned labels that are no tuple of strings"),
        (GOOD, "del model.digest", "returned SimpleNamespace, whose 'digest' is no str"),
        (GOOD, "model.labels = ['neg', 'pos']", "returned SimpleNamespace, whose 'labels' is no tuple"),
        (GOOD, "del model.batches", "returned SimpleNamespace, which has no method 'batches'"),
        (GOOD, "", ""),
    ],
)
def test_what_a_reader_or_loader_returns_is_checked(empty_site, answers, dataset, model, said) -> None:  # type: ignore[no-untyped-def]
    empty_site.install("parts", PARTS.format(dataset=dataset, model=model))
    catalog = load_catalog(allow="parts")
    if not said:
        assert rb.evaluate("made:x", "made:x", "identity", catalog=catalog).report.n == 2
        return
    with pytest.raises(PluginError) as failed:
        rb.evaluate("made:x", "made:x", "identity", catalog=catalog)
    assert failed.value.message.startswith("parts 1.0: 'parts_module:")
    assert failed.value.message.endswith(said)
