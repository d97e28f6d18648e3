"""Augmenting through the Python side: what the rows are, what is refused, and the training sets made of them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import robustbench_nlp as rb
from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.errors import DataError, UsageError


def reviews(n: int = 240) -> rb.Dataset:
    rng = random.Random(3)
    words = ("story", "acting", "people", "music", "evening", "camera", "ending", "scene")
    examples = []
    for i in range(n):
        kind = "wonderful" if i % 2 else "terrible"
        # Every third has nothing to contract.
        verb = "was" if i % 3 == 0 else "is not"
        text = f"The {rng.choice(words)} {verb} a {kind} one, number {i} with {rng.choice(words)} and it ends."
        examples.append(rb.Example(f"r/{i}", text, i % 2))
    return rb.Dataset("reviews", "train", ("negative", "positive"), tuple(examples), "f1")


def test_rows_are_changed_training_examples_with_the_way_back() -> None:
    data = reviews()
    by_id = {e.id: e for e in data.examples}
    done = rb.augment(data, "typo,contraction@5", 60, seed=4, shares=(2, 1))
    assert len(done.rows) == done.asked == 60
    assert Counter(row.label for row in done.rows) == {0: 30, 1: 30}
    assert Counter(row.transform for row in done.rows) == {"typo@3": 40, "contraction@5": 20}
    assert len({row.source_id for row in done.rows}) == len({row.id for row in done.rows}) == 60
    for row in done.rows:
        source = by_id[row.source_id]
        assert row.label == source.label
        assert row.text != source.text
        assert apply_edits(source.text, row.edits) == row.text
        assert (row.seed, row.draw) == (4, 0)
    unchanged = {p.where: p.count for p in done.left_out if p.what == "unchanged"}
    assert unchanged["contraction@5"] > 0


def test_two_processes_draw_what_one_does() -> None:
    one, two = (rb.augment(reviews(), "typo,casing", 50, workers=workers) for workers in (1, 2))
    assert one == two
    assert one != rb.augment(reviews(), "typo,casing", 50, seed=1)


def test_the_recipe_says_how_the_rows_were_made() -> None:
    recipe = rb.augment(reviews(), "typo@4", 10, seed=2).recipe
    assert recipe["transforms"][0].startswith("typo.v")
    assert recipe["seed"] == 2
    assert recipe["source"] == "f1"
    assert any(check.startswith("negation.v") for check in recipe["checks"])


@pytest.mark.parametrize("transforms", ["negate", "antonym", "typo,negate", "typo+antonym"])
def test_transforms_that_change_the_label_are_refused(transforms: str) -> None:
    with pytest.raises(UsageError, match="changes the label by design"):
        rb.augment(reviews(), transforms, 10)


@pytest.mark.parametrize("split", ["test", "validation", "dev", "Test", "test[:10%]", "validation_matched"])
def test_nothing_is_drawn_from_what_is_evaluated_on(split: str) -> None:
    with pytest.raises(UsageError, match="evaluate on"):
        rb.augment(replace(reviews(), split=split), "typo", 10)


def test_a_name_stands_for_its_train_split(tmp_path: Path) -> None:
    for split, n in (("train", 40), ("test", 40)):
        rows = [f"{split} text number {i} is what people say,{'ab'[i % 2]}" for i in range(n)]
        (tmp_path / f"{split}.csv").write_text("text,label\n" + "\n".join(rows) + "\n", "utf-8")
    originals = {e.id: e.text for e in rb.load_dataset(rb.DatasetRequest(str(tmp_path), "train")).examples}
    done = rb.augment(str(tmp_path), "typo(rate=1)", 10)
    assert all(originals[row.source_id].startswith("train") for row in done.rows)


@pytest.mark.parametrize("size", [0, -3])
def test_a_size_that_means_nothing(size: int) -> None:
    with pytest.raises(UsageError, match="at least 1"):
        rb.augment(reviews(), "typo", size)


def test_one_class_and_other_languages_are_refused() -> None:
    data = reviews()
    with pytest.raises(DataError, match="one label 'positive'"):
        rb.augment(replace(data, examples=tuple(e for e in data.examples if e.label)), "typo", 10)
    with pytest.raises(UsageError, match="language 'de'"):
        rb.augment(replace(data, language="de"), "casing,typo", 10)


def test_where_nothing_changes_there_is_nothing_to_train_on() -> None:
    with pytest.raises(DataError, match="unchanged"):
        rb.augment(reviews(), "identity", 10)


def test_a_text_longer_than_any_budget_and_labels_of_any_kind(tmp_path: Path) -> None:
    rows = [f"{'the story is long ' * (40_000 if i < 2 else 3)}{i},{'3' if i % 2 else '7'}" for i in range(8)]
    path = tmp_path / "stars.csv"
    path.write_text("text,stars\n" + "\n".join(rows) + "\n", "utf-8")
    data = rb.load_dataset(str(path))
    done = rb.augment(data, "casing(rate=1)", 8)
    assert len(done.rows) == 8
    assert Counter(data.labels[row.label] for row in done.rows) == {"3": 4, "7": 4}


def test_the_arms_of_a_comparison_have_the_same_number_of_rows() -> None:
    data = reviews()
    done = rb.augment(data, "typo", 30, seed=5)
    rewritten, duplicates = rb.with_transformed(data, done), rb.with_duplicates(data, done)
    assert len(rewritten.examples) == len(duplicates.examples) == 270
    assert rewritten.examples[:240] == duplicates.examples[:240] == data.examples
    assert rewritten.examples[240].id == f"{done.rows[0].source_id}#typo@3#5"
    for dataset in (rewritten, duplicates):
        assert len({e.id for e in dataset.examples}) == 270
    by_id = {e.id: e for e in data.examples}
    for row, more in zip(done.rows, duplicates.examples[240:], strict=True):
        assert (more.text, more.label) == (by_id[row.source_id].text, row.label)
    assert len({data.fingerprint, rewritten.fingerprint, duplicates.fingerprint}) == 3
    assert rewritten.augmentation is not None
    assert (rewritten.augmentation["kind"], rewritten.augmentation["rows"]) == ("rewritten", 30)


def test_duplicates_of_another_data_set_are_refused() -> None:
    done = rb.augment(reviews(), "typo", 4)
    with pytest.raises(DataError, match="has no example"):
        rb.with_duplicates(replace(reviews(), examples=()), done)
