"""What a training starts from, and the settings that shape it: all that a card must repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from robustbench_nlp.classifiers.classes import class_weights
from robustbench_nlp.classifiers.transformer.device import choose_device, choose_precision
from robustbench_nlp.classifiers.transformer.encode import Encoder, choose_max_length
from robustbench_nlp.classifiers.transformer.folder import checked
from robustbench_nlp.classifiers.transformer.pretrained import load_config, load_tokenizer, positions, vocabulary
from robustbench_nlp.classifiers.transformer.source import base_folder
from robustbench_nlp.classifiers.transformer.trackers import check_trackers
from robustbench_nlp.core.options import TrainOptions
from robustbench_nlp.errors import UsageError

if TYPE_CHECKING:
    from transformers import PreTrainedConfig, PreTrainedTokenizerBase

EPOCHS, LEARNING_RATE, BATCH = 2.0, 2e-5, 16


@dataclass(frozen=True)
class Base:
    """What training starts from."""

    folder: Path
    tokenizer: PreTrainedTokenizerBase
    config: PreTrainedConfig
    encoder: Encoder


def find_base(labels: tuple[str, ...], options: TrainOptions) -> Base:
    """Tokenizer and configuration of `options.base`, with a head for these labels."""
    code, pickle = options.trust_remote_code, options.allow_pickle
    folder = base_folder(options.base, allow_pickle=pickle, remote_code=code)
    checked(folder, allow_pickle=pickle, remote_code=code)
    tokenizer = load_tokenizer(folder, remote_code=code)
    names = dict(enumerate(labels))
    plain = load_config(folder, remote_code=code)
    config = load_config(
        folder,
        remote_code=code,
        id2label=names,
        label2id={name: i for i, name in names.items()},
        problem_type="single_label_classification",
        **_dropout(plain, options.dropout),
    )
    max_length = choose_max_length(options.max_length, tokenizer, positions(folder, config, remote_code=code))
    encoder = Encoder(tokenizer, max_length, options.truncation, vocabulary(config))
    if config.pad_token_id is None:
        config.pad_token_id = encoder.pad
    return Base(folder, tokenizer, config, encoder)


def _dropout(config: PreTrainedConfig, wanted: float | None) -> dict[str, float]:
    """Every dropout rate of the configuration, whatever the architecture calls it."""
    if wanted is None:
        return {}
    names = (name for name, value in config.to_dict().items() if isinstance(value, float))
    return {name: wanted for name in names if "dropout" in name or name.endswith(("pdrop", "_drop"))}


def read_recipe(options: TrainOptions, base: Base, counts: Sequence[int]) -> Mapping[str, Any]:
    """Every setting, the defaults filled in; `counts` are the sizes of the classes."""
    check_trackers(options.report_to)
    device = choose_device(options.device)
    if device.startswith("cuda") and options.device.startswith("cuda:"):
        raise UsageError(
            f"--device {options.device}: training uses all GPUs it sees", "choose with CUDA_VISIBLE_DEVICES"
        )
    return {
        "epochs": options.epochs or EPOCHS,
        "learning_rate": options.learning_rate or LEARNING_RATE,
        "batch_size": options.batch_size or BATCH,
        "max_length": base.encoder.max_length,
        "truncation": options.truncation,
        "warmup": options.warmup,
        "weight_decay": options.weight_decay,
        "dropout": options.dropout,
        "early_stopping": options.early_stopping,
        "class_weights": class_weights(counts) if options.class_weights else None,
        "freeze_layers": options.freeze_layers,
        "gradient_checkpointing": options.gradient_checkpointing,
        "precision": choose_precision(options.precision, device),
        "device": device.partition(":")[0],
    }
