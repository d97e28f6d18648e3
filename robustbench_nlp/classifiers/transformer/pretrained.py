"""Loads what `transformers` needs from a checked folder, quietly, and explains what goes wrong in one line."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from robustbench_nlp.errors import ModelError, one_line

if TYPE_CHECKING:
    from transformers import PreTrainedConfig, PreTrainedModel, PreTrainedTokenizerBase


SAVE_TOKENIZER = "save the tokenizer beside the model: tokenizer.save_pretrained"


@contextmanager
def explained(folder: Path, what: str = "model", hint: str = "") -> Iterator[None]:
    """Turn whatever `transformers` raises about a model's files into a `ModelError`."""
    try:
        yield
    except Exception as e:
        # Four libraries read these files; `tokenizers` raises bare exceptions.
        raise ModelError(f"the {what} in {folder} cannot be loaded: {one_line(e)}", hint) from e


@contextmanager
def quiet() -> Iterator[None]:
    """No progress bars and tables of `transformers` for the time of a block."""
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()


def load_tokenizer(folder: Path, *, remote_code: bool) -> PreTrainedTokenizerBase:
    """The tokenizer, fast or slow; `ModelError` for the empty one that `transformers` makes where files are gone."""
    from transformers import AutoTokenizer

    with explained(folder, "tokenizer", SAVE_TOKENIZER), quiet():
        tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=remote_code
        )
        own = set(tokenizer.get_vocab()).difference(tokenizer.all_special_tokens)
    if len(own) < 2:
        raise ModelError(
            f"the tokenizer in {folder} takes all words for the same: its vocabulary is missing",
            SAVE_TOKENIZER,
        )
    return tokenizer


def load_config(folder: Path, *, remote_code: bool, **changes: Any) -> PreTrainedConfig:
    """The configuration, with changes."""
    from transformers import AutoConfig

    with explained(folder), quiet():
        config: PreTrainedConfig = AutoConfig.from_pretrained(
            folder, local_files_only=True, trust_remote_code=remote_code, **changes
        )
    return config


def load_model(
    folder: Path, config: PreTrainedConfig, *, allow_pickle: bool, remote_code: bool, new_head: bool, **more: Any
) -> PreTrainedModel:
    """The model with its classification head; only with `new_head` may weights be missing or of another shape."""
    from transformers import AutoModelForSequenceClassification

    with explained(folder), quiet():
        model: PreTrainedModel
        model, found = AutoModelForSequenceClassification.from_pretrained(
            folder,
            config=config,
            local_files_only=True,
            use_safetensors=None if allow_pickle else True,
            trust_remote_code=remote_code,
            # Told below, by name: the library's own error only points to a table that it logs.
            ignore_mismatched_sizes=True,
            output_loading_info=True,
            **more,
        )
    if new_head:
        return model
    for name, kept, wanted in sorted(found["mismatched_keys"]):
        raise ModelError(
            f"the weights in {folder} do not fit its config.json: {name} has shape {tuple(kept)}, not {tuple(wanted)}",
            "put the config.json that the model was saved with beside its weights",
        )
    missing = sorted(found["missing_keys"])
    if missing:
        raise ModelError(
            f"the model in {folder} is not a finished classifier: weights are missing, first {missing[0]}",
            "fine-tune it with `robust train --base`, and give the folder of `--out` here",
        )
    return model


def vocabulary(config: PreTrainedConfig) -> int | None:
    """How many token ids the model knows, None where it does not say."""
    size: int | None = getattr(config.get_text_config(), "vocab_size", None)
    return size


def positions(folder: Path, config: PreTrainedConfig, *, remote_code: bool) -> int | None:
    """How many tokens the model can tell apart by position, None where it sets no limit.

    RoBERTa and its many kin count positions from behind the padding token's, so that their table of `n` holds fewer
    texts' tokens. What shows it is the table itself, looked at in a model without weights.
    """
    import torch
    from transformers import AutoModelForSequenceClassification

    known: int | None = getattr(config, "max_position_embeddings", None)
    if known is None or known < 1:
        return None
    with explained(folder), quiet(), torch.device("meta"):
        empty = AutoModelForSequenceClassification.from_config(copy.deepcopy(config), trust_remote_code=remote_code)
    tables = (module for name, module in empty.named_modules() if name.endswith("position_embeddings"))
    padding = [at for at in (getattr(table, "padding_idx", None) for table in tables) if at is not None]
    return known - max(padding) - 1 if padding else known
