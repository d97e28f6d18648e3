"""Models that any test may load: small, random, of real architectures, saved in the hub's layout."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.text import Example

# Before anything imports torch, here or in a process that a test starts: threads cost such small models more than they
# bring, most of all where several workers share the processors.
os.environ["OMP_NUM_THREADS"] = "1"

GOOD = ("good", "great", "moving", "funny", "brilliant")
BAD = ("bad", "awful", "dull", "boring", "weak")
FILLER = ("the", "film", "is", "a", "story", "and", "of", "it", "very", "##s", ".", "!")
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


@pytest.fixture(scope="session")
def toy_reviews() -> Dataset:
    """Reviews that a single word decides, of many lengths."""
    rng = random.Random(0)
    examples = []
    for i in range(320):
        words = [rng.choice(FILLER[:9]) for _ in range(rng.randrange(3, 40))]
        words.insert(rng.randrange(len(words)), rng.choice(GOOD if i % 2 else BAD))
        examples.append(Example(f"toy/{i}", " ".join(words), i % 2))
    return Dataset("toy", "train", ("negative", "positive"), tuple(examples), "toy-1")


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DistilBERT without a classification head."""
    import torch
    from transformers import DistilBertConfig, DistilBertModel

    folder = tmp_path_factory.mktemp("models") / "tiny-distilbert"
    vocabulary = [*SPECIAL, *FILLER, *GOOD, *BAD]
    save_tokenizer(folder, vocabulary)
    config = DistilBertConfig(
        vocab_size=len(vocabulary), dim=32, hidden_dim=64, n_layers=2, n_heads=2, max_position_embeddings=64
    )
    with torch.random.fork_rng():
        torch.random.default_generator.manual_seed(1)
        DistilBertModel(config).save_pretrained(folder)
    return folder


def save_tokenizer(folder: Path, vocabulary: list[str]) -> None:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.WordPiece({token: i for i, token in enumerate(vocabulary)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    cls, sep = vocabulary.index("[CLS]"), vocabulary.index("[SEP]")
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", sep), ("[CLS]", cls))
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=64,
    ).save_pretrained(folder)
