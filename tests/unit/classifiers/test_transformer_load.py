"""Loading and scoring: answers depend on the text alone, and nothing that could run code is loaded unasked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from robustbench_nlp.classifiers.transformer import batches
from robustbench_nlp.classifiers.transformer.encode import Encoder
from robustbench_nlp.classifiers.transformer.load import load
from robustbench_nlp.classifiers.transformer.train import train
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.options import LoadOptions, TrainOptions
from robustbench_nlp.errors import ModelError, UsageError

CPU = LoadOptions(device="cpu", precision="fp32")


@pytest.fixture(scope="module")
def model(tiny_base: Path, toy_reviews: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("trained") / "out"
    train(
        toy_reviews,
        None,
        TrainOptions(str(tiny_base), out, epochs=2, learning_rate=5e-3, precision="fp32", device="cpu"),
    )
    return out


@pytest.fixture
def copy(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model, tmp_path / "copy"))


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
        pad_token_id, model_max_length = 0, 512

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


def test_folders_that_hold_no_usable_model(copy: Path, tiny_base: Path) -> None:
    with pytest.raises(ModelError, match=r"no finished classifier.*robust train --base"):
        load(str(tiny_base), CPU)
    weights = copy / "model.safetensors"
    whole = weights.read_bytes()
    weights.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match="cannot be loaded"):
        load(str(copy), CPU)
    weights.unlink()
    with pytest.raises(ModelError, match="no weights"):
        load(str(copy), CPU)
    (copy / "config.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match=r"config\.json cannot be read"):
        load(str(copy), CPU)
    (copy / "config.json").unlink()
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        load(str(copy), CPU)


def test_a_model_without_its_tokenizer_is_refused(copy: Path) -> None:
    for file in copy.glob("*token*"):
        file.unlink()
    with pytest.raises(ModelError, match=r"all words for the same.*save_pretrained"):
        load(str(copy), CPU)


def test_a_tokenizer_of_another_model_is_refused(copy: Path) -> None:
    tokenizer = json.loads((copy / "tokenizer.json").read_text("utf-8"))
    tokenizer["model"]["vocab"]["great"] = 31_000
    (copy / "tokenizer.json").write_text(json.dumps(tokenizer), "utf-8")
    classifier = load(str(copy), CPU)
    assert answers(classifier, ["a good film"])
    with pytest.raises(ModelError, match="id 31000, and the model knows ids below"):
        classifier.batches(["a great film"])


@pytest.mark.parametrize(
    "options", [[], {"max_length": "abc"}, {"max_length": 0}, {"max_length": True}, {"truncation": "foo"}]
)
def test_a_card_that_says_nonsense(copy: Path, options: object) -> None:
    card = json.loads((copy / "robust_model.json").read_text("utf-8"))
    (copy / "robust_model.json").write_text(json.dumps({**card, "options": options}), "utf-8")
    with pytest.raises(ModelError, match=r"robust_model\.json.*train the model again"):
        load(str(copy), CPU)


@pytest.mark.parametrize("file", ["config.json", "robust_model.json"])
def test_a_file_nested_too_deep_is_one_line(copy: Path, file: str) -> None:
    (copy / file).write_text("[" * 100_000 + "]" * 100_000, "utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        load(str(copy), CPU)


def test_a_pickle_is_loaded_only_when_asked(copy: Path) -> None:
    from safetensors.torch import load_file

    torch.save(load_file(copy / "model.safetensors"), copy / "pytorch_model.bin")
    before = load(str(copy), CPU).predict_proba(["a good film"])
    (copy / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="--allow-pickle"):
        load(str(copy), CPU)
    allowed = load(str(copy), LoadOptions(device="cpu", precision="fp32", allow_pickle=True))
    assert np.array_equal(allowed.predict_proba(["a good film"]), before)


def test_code_of_a_model_is_not_run(copy: Path) -> None:
    config = json.loads((copy / "config.json").read_text("utf-8"))
    config["auto_map"] = {"AutoModelForSequenceClassification": "evil.Model", "AutoConfig": "evil.Config"}
    (copy / "config.json").write_text(json.dumps(config), "utf-8")
    (copy / "evil.py").write_text(f"open({str(copy / 'ran')!r}, 'w')\n", "utf-8")
    with pytest.raises(ModelError, match="--trust-remote-code"):
        load(str(copy), CPU)
    assert not (copy / "ran").exists()


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
    assert "ModelError: the hub model some-lab/other cannot be had" in done.stderr
    assert "local folder" in done.stderr
