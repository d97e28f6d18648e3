"""What lies in a model's folder: damage is said in one line, and what could run code is not loaded unasked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from robustbench_nlp.classifiers.transformer.load import load
from robustbench_nlp.core.options import LoadOptions
from robustbench_nlp.errors import ModelError

CPU = LoadOptions(device="cpu", precision="fp32")


def change(folder: Path, file: str, **entries: Any) -> None:
    content = json.loads((folder / file).read_text("utf-8"))
    (folder / file).write_text(json.dumps({**content, **entries}), "utf-8")


def test_folders_that_hold_no_usable_model(copy: Path, tiny_base: Path) -> None:
    with pytest.raises(ModelError, match=r"is not a finished classifier.*robust train --base"):
        load(str(tiny_base), CPU)
    weights = copy / "model.safetensors"
    whole = weights.read_bytes()
    weights.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match=r"model\.safetensors is damaged"):
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
    assert classifier.batches(["a good film"]) == [[0]]
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


@pytest.mark.parametrize(
    "where",
    [
        {"attn_implementation": "some-lab/attention"},
        {"attn_implementation": {"": "eager", "text_config": "some-lab/attention"}},
        {"text_config": {"experts_implementation": "some-lab/attention"}},
    ],
)
def test_a_kernel_of_the_hub_is_not_fetched(copy: Path, where: dict[str, Any]) -> None:
    change(copy, "config.json", attn_implementation="eager")
    assert load(str(copy), CPU).labels == ("negative", "positive")
    change(copy, "config.json", **where)
    with pytest.raises(ModelError, match=r"code from the hub, some-lab/attention, which is not run.*trust-remote-code"):
        load(str(copy), CPU)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", r"model\.safetensors is damaged.*header too small.*again"),
        (b"\xff" * 500, r"model\.safetensors is damaged.*again"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0a\n", r"pointer to the weights.*git lfs pull"),
    ],
)
def test_weights_that_are_none(copy: Path, content: bytes, said: str) -> None:
    (copy / "model.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match=said):
        load(str(copy), CPU)


def test_a_link_to_weights_that_are_elsewhere(copy: Path) -> None:
    (copy / "model-00002-of-00002.safetensors").symlink_to(copy / "blobs" / "0a1b")
    with pytest.raises(
        ModelError, match=r"cannot read .*00002\.safetensors: No such file.*a link to what was not copied"
    ):
        load(str(copy), CPU)


def test_labels_that_the_weights_do_not_have(copy: Path) -> None:
    change(copy, "config.json", id2label={"0": "a", "1": "b", "2": "c"}, label2id={"a": 0, "b": 1, "c": 2})
    with pytest.raises(ModelError, match=r"do not fit its config\.json: classifier\.bias has shape \(2,\), not \(3,\)"):
        load(str(copy), CPU)


def test_labels_out_of_order_in_the_file_keep_their_columns(copy: Path) -> None:
    plain = load(str(copy), CPU)
    change(copy, "config.json", id2label={"1": "positive", "0": "negative"})
    assert load(str(copy), CPU).labels == plain.labels
    # The head the other way round, and its names with it: another model that says the same.
    weights = load_file(copy / "model.safetensors")
    turned = {k: v.flip(0).contiguous() if k.startswith("classifier.") else v for k, v in weights.items()}
    save_file(turned, copy / "model.safetensors", {"format": "pt"})
    change(copy, "config.json", id2label={"0": "positive", "1": "negative"}, label2id={"positive": 0, "negative": 1})
    turned_round = load(str(copy), CPU)
    assert turned_round.labels == ("positive", "negative")
    texts = ["the film is great", "the film is dull"]
    assert np.allclose(turned_round.predict_proba(texts), plain.predict_proba(texts)[:, ::-1])


def test_a_tokenizer_that_knows_no_english(copy: Path) -> None:
    content = json.loads((copy / "tokenizer.json").read_text("utf-8"))
    special = [token["content"] for token in content["added_tokens"]]
    greek = [*special, *(f"\u03bb\u03cc\u03b3\u03bf\u03c2{i}" for i in range(15))]
    content["model"]["vocab"] = {token: i for i, token in enumerate(greek)}
    (copy / "tokenizer.json").write_text(json.dumps(content), "utf-8")
    assert load(str(copy), CPU).predict_proba(["\u03bb\u03cc\u03b3\u03bf\u03c21"]).shape == (1, 2)


def test_a_tokenizer_that_cannot_be_read(copy: Path) -> None:
    (copy / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"the tokenizer in .* cannot be loaded.*save_pretrained"):
        load(str(copy), CPU)
