"""Data sets and classifiers of several plugins that answer to one name, and readers and loaders that fail."""

from __future__ import annotations

from pathlib import Path

import pytest

import robustbench_nlp as rb
from robustbench_nlp.core.options import TrainOptions
from robustbench_nlp.errors import PluginError, RobustError
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.runner.resolve import find_classifier, find_trainable

READER = """
    from robustbench_nlp.core.dataset import Dataset
    from robustbench_nlp.core.text import Example

    def read(request):
        if request.source == "broken":
            raise KeyError("no column of that name")
        rows = (Example("1", request.source + " by {name}", 0), Example("2", "bad", 1))
        return Dataset(request.source, "", ("neg", "pos"), rows, "f")

    def load(source, options):
        raise ZeroDivisionError("no weights")

    @hookimpl
    def robust_datasets():
        yield DatasetSpec("rows", "made up", __name__ + ":read", suffixes=(".rows",), aliases=("daily",))

    @hookimpl
    def robust_classifiers():
        yield ClassifierSpec("acme", "fails", __name__ + ":load", __name__ + ":load", ("acme.bin",), bases=("tiny",))
"""


@pytest.fixture
def catalog(site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    for name in ("acme-east", "acme-west"):
        site.install(name, READER.replace("{name}", name))
    return load_catalog()


def text(catalog, source: str) -> str:  # type: ignore[no-untyped-def]
    return rb.load_dataset(source, catalog=catalog).examples[0].text


@pytest.mark.parametrize(("source", "rest"), [("rows:x", ""), ("daily", ""), ("a.rows", ":PATH")])
def test_a_data_set_of_two_plugins_is_nobodys(catalog, source: str, rest: str) -> None:  # type: ignore[no-untyped-def]
    Path("a.rows").touch()
    with pytest.raises(RobustError, match=r"by acme-east 1\.0 and acme-west 1\.0") as caught:
        rb.load_dataset(source, catalog=catalog)
    name = source.partition(":")[0] if not rest else "rows"
    assert caught.value.hint == f"write acme-east:{name}{rest} or acme-west:{name}{rest}"


def test_with_its_distribution_each_answers(catalog) -> None:  # type: ignore[no-untyped-def]
    assert text(catalog, "acme-west:rows:x:y") == "x:y by acme-west"
    assert text(catalog, "acme-east:daily") == "daily by acme-east"
    assert find_classifier(catalog, "acme-west:acme:m")[0].distribution == "acme-west"
    assert find_trainable(catalog, "acme-east:tiny")[1] == "tiny"


def test_a_distribution_is_found_by_any_spelling_as_for_transforms(catalog) -> None:  # type: ignore[no-untyped-def]
    assert text(catalog, "Acme_West:rows:X:y") == "X:y by acme-west"
    assert text(catalog, "ACME.East:daily") == "daily by acme-east"
    entry, source = find_classifier(catalog, "acme_west:acme:My_Model")
    assert (entry.distribution, source) == ("acme-west", "My_Model")
    assert find_trainable(catalog, "Acme_East:tiny")[1] == "tiny"


def test_a_classifier_of_two_plugins_is_nobodys(catalog) -> None:  # type: ignore[no-untyped-def]
    Path("model").mkdir()
    Path("model", "acme.bin").touch()
    for asked in ("acme:m", "model"):
        with pytest.raises(RobustError, match=r"by acme-east 1\.0 and acme-west 1\.0"):
            find_classifier(catalog, asked)
    with pytest.raises(PluginError, match="classifier 'tiny' is declared by acme-east"):
        find_trainable(catalog, "tiny")


def test_a_reader_or_loader_that_fails_is_named(catalog) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PluginError, match=r"acme-west 1\.0: .*:read' fails: KeyError: .*no column of that name"):
        rb.load_dataset("acme-west:rows:broken", catalog=catalog)
    with pytest.raises(PluginError, match=r"acme-west 1\.0: .*:load' fails: ZeroDivisionError"):
        rb.load_classifier("acme-west:acme:m", catalog=catalog)
    with pytest.raises(PluginError, match=r"acme-east 1\.0: .*:load' fails: TypeError"):
        data = rb.load_dataset("acme-east:daily", catalog=catalog)
        rb.train(data, TrainOptions(base="acme-east:tiny", out=Path("out")), catalog=catalog)
