"""Architectures that count positions, pad or look for the end of a text in their own ways answer as they do alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from robustbench_nlp.classifiers.transformer.load import load
from robustbench_nlp.classifiers.transformer.train import train
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.options import LoadOptions, TrainOptions
from robustbench_nlp.errors import ModelError

CPU = LoadOptions(device="cpu", precision="fp32")
SPECIAL = {"pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 3}
ENCODER = {
    "vocab_size": 64,
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    # Weights large enough to tell texts apart.
    "initializer_range": 0.5,
    **SPECIAL,
}
DECODER = {"decoder_layers": 2, "decoder_attention_heads": 2, "decoder_ffn_dim": 64, "decoder_start_token_id": 3}
SHAPES: dict[str, dict[str, Any]] = {
    "Bert": {**ENCODER, "max_position_embeddings": 40},
    "Roberta": {**ENCODER, "max_position_embeddings": 41},
    "MPNet": {**ENCODER, "max_position_embeddings": 42},
    "Longformer": {**ENCODER, "max_position_embeddings": 41, "attention_window": 16, "sep_token_id": 3},
    "DebertaV2": {**ENCODER, "max_position_embeddings": 40, "relative_attention": True, "pos_att_type": ["c2p", "p2c"]},
    "Bart": {
        "vocab_size": 64, "d_model": 32, "encoder_layers": 2, "encoder_attention_heads": 2, "encoder_ffn_dim": 64,
        "max_position_embeddings": 40, "init_std": 0.5, **DECODER, **SPECIAL,
    },
    "GPT2": {
        "vocab_size": 64, "n_embd": 32, "n_layer": 2, "n_head": 2, "n_positions": 40, "initializer_range": 0.5,
        **SPECIAL,
    },
    "XLNet": {
        "vocab_size": 64, "d_model": 32, "n_layer": 2, "n_head": 2, "d_inner": 64, "initializer_range": 0.5, **SPECIAL
    },
}  # fmt: skip
UNLIMITED = {"XLNet"}


@pytest.fixture
def folder(name: str, tiny_base: Path, tmp_path: Path) -> Path:
    """A classifier of the architecture with random weights, and a tokenizer that sets no limit of its own."""
    import transformers

    config = getattr(transformers, f"{name}Config")(**SHAPES[name], id2label={0: "negative", 1: "positive"})
    with torch.random.fork_rng():
        torch.random.default_generator.manual_seed(1)
        getattr(transformers, f"{name}ForSequenceClassification")(config).save_pretrained(tmp_path / "model")
    side = "left" if name == "XLNet" else "right"
    tokenizer = transformers.AutoTokenizer.from_pretrained(tiny_base, padding_side=side, model_max_length=10**30)
    tokenizer.save_pretrained(tmp_path / "model")
    return tmp_path / "model"


@pytest.mark.parametrize("name", SHAPES)
def test_in_company_a_text_gets_the_answer_it_gets_alone(folder: Path, name: str, toy_reviews: Dataset) -> None:
    from transformers import AutoModelForSequenceClassification

    classifier = load(str(folder), CPU)
    model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    texts = [example.text for example in toy_reviews.examples[:60]]
    texts += ["", "a film", f"{texts[0]} {texts[1]} {texts[2]} and a very long story"]
    for batch in classifier.batches(texts):
        found = classifier.predict_proba([texts[i] for i in batch])
        for i, row in zip(batch, found, strict=True):
            with torch.no_grad():
                logits = model(input_ids=torch.tensor(classifier._encoder([texts[i]]))).logits
            assert np.allclose(row, logits.double().softmax(-1)[0], atol=1e-5), texts[i]
    assert len(np.unique(classifier.predict_proba(texts)[:, 0].round(3))) > 10, "the model tells texts apart"


@pytest.mark.parametrize("name", SHAPES)
def test_a_text_of_any_length_fits_the_positions_and_uses_all_of_them(folder: Path, name: str) -> None:
    classifier = load(str(folder), CPU)
    assert classifier._encoder.max_length == (512 if name in UNLIMITED else 40)
    assert classifier.predict_proba(["good " * 900]).shape == (1, 2)


@pytest.mark.parametrize("name", ["MPNet", "Bart", "XLNet"])
def test_they_can_be_a_base(folder: Path, name: str, toy_reviews: Dataset, tmp_path: Path) -> None:
    options = TrainOptions(str(folder), tmp_path / "out", epochs=0.2, precision="fp32", device="cpu")
    card = train(toy_reviews, toy_reviews, options)
    assert card.validation_accuracy is not None


@pytest.mark.parametrize("name", ["Bart"])
def test_a_model_that_fails_at_a_text_is_one_line(folder: Path, name: str) -> None:
    classifier = load(str(folder), CPU)
    with pytest.raises(ModelError, match=r"hf:model@.* fails at \d+ texts of 8 tokens: .*<eos> tokens"):
        # What looks like the end of a text in its middle: this architecture counts the ends.
        classifier.predict_proba(["good [SEP] bad", "a film"])
