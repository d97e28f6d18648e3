"""Back-translation, with two MarianMT models that have learnt nothing: it loads, it runs, it is held in check."""

from __future__ import annotations

from pathlib import Path

import pytest

from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.text import Text
from robustbench_nlp.errors import ModelError
from robustbench_nlp.transforms.paraphrase import pivot
from robustbench_nlp.transforms.paraphrase.params import ParaphraseParams
from robustbench_nlp.transforms.paraphrase.rewrite import make

WORDS = [
    "<pad>",
    "</s>",
    "<unk>",
    *"the film works well and it is a fine old story about two friends in town .".split(),
]


def save_pair(folder: Path, seed: int) -> Path:
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import MarianConfig, MarianMTModel, PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(dict.fromkeys(WORDS))}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>"
    ).save_pretrained(folder)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        config = MarianConfig(
            vocab_size=tokenizer.get_vocab_size(),
            d_model=16,
            encoder_layers=1,
            decoder_layers=1,
            encoder_ffn_dim=16,
            decoder_ffn_dim=16,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            pad_token_id=0,
            eos_token_id=1,
            decoder_start_token_id=0,
            forced_eos_token_id=None,
            max_position_embeddings=512,
        )
        MarianMTModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("marian")
    return f"{save_pair(folder / 'there', 1)}|{save_pair(folder / 'back', 2)}"


def test_models_are_loaded_and_give_the_same_every_time(pair: str) -> None:
    there = pivot._translator(Path(pair.split("|", maxsplit=1)[0]))
    answer = there("the film works well .")
    assert answer == there("the film works well .")
    assert set(answer.split()) <= set(WORDS)


def test_a_translated_sentence_is_one_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pivot, "_translator", lambda folder: {"a": str.upper, "b": lambda s: s.replace("FINE", "NICE")}[str(folder)]
    )
    transform = make(ParaphraseParams(rate=1, parser="none", pivot="a|b"))
    text = Text("1", "This is a fine film. It is not a fine film. Fine. This <i>is</i> a fine film.")
    (done,) = transform.rewrite([text], [rng_for(0, "paraphrase", "1")])
    assert done is not None
    assert done.text == "THIS IS A NICE FILM. It is not a fine film. Fine. This <i>is</i> a fine film."
    assert [edit.rule for edit in done.edits] == ["P5 back-translation"]


@pytest.mark.parametrize(
    "answer", ["It is not a fine film at all.", "Film.", "It is a fine film of 1999.", "", "word " * 40]
)
def test_what_comes_back_changed_too_much_is_not_used(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr(pivot, "_translator", lambda folder: lambda sentence: answer)
    transform = make(ParaphraseParams(rate=1, parser="none", pivot="a|b"))
    (done,) = transform.rewrite([Text("1", "It is such a really fine film.")], [rng_for(0, "paraphrase", "1")])
    assert done is None


def test_the_untrained_pair_breaks_nothing(pair: str) -> None:
    transform = make(ParaphraseParams(rate=1, parser="none", pivot=pair))
    text = Text("1", "The film works well and it is a fine story. I don't know.")
    (done,) = transform.rewrite([text], [rng_for(0, "paraphrase", "1")])
    assert done is None or done.text.endswith("I don't know.")


@pytest.mark.parametrize("written", ["one", "a|b|c", "nowhere|nothing"])
def test_a_pivot_that_cannot_be_read_is_an_error(written: str) -> None:
    with pytest.raises(ModelError):
        make(ParaphraseParams(parser="none", pivot=written))


def test_weights_that_are_no_safetensors_are_refused(tmp_path: Path, pair: str) -> None:
    folder = save_pair(tmp_path / "pickled", 3)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelError):
        make(ParaphraseParams(parser="none", pivot=f"{folder}|{folder}"))
