"""The files of a `bow` model: `bow.json` for terms and labels, `bow.safetensors` for all numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from robustbench_nlp.classifiers.bow.features import Features
from robustbench_nlp.errors import ModelError

if TYPE_CHECKING:
    from robustbench_nlp.classifiers.bow.network import FeedForward

SETTINGS, WEIGHTS = "bow.json", "bow.safetensors"
SCHEMA = "robustbench-nlp/bow/1"


def save(folder: Path, features: Features, network: FeedForward, labels: Sequence[str]) -> None:
    """Write both files."""
    import torch
    from safetensors.torch import save_file

    content = {"schema": SCHEMA, "labels": list(labels), "terms": features.terms}
    (folder / SETTINGS).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    tensors = {name: value.detach().contiguous() for name, value in network.named_parameters()}
    save_file({**tensors, "idf": torch.from_numpy(features.idf)}, folder / WEIGHTS)


def restore(folder: Path) -> tuple[Features, FeedForward, tuple[str, ...]]:
    """Read both files; `ModelError` where they are damaged or do not fit each other."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    from robustbench_nlp.classifiers.bow.network import FeedForward

    try:
        content = json.loads((folder / SETTINGS).read_text("utf-8"))
        if content["schema"] != SCHEMA:
            raise ValueError(f"schema {content['schema']!r}")
        terms, labels = content["terms"], tuple(content["labels"])
        tensors = load_file(folder / WEIGHTS)
        idf = tensors.pop("idf").numpy()
        if len(idf) != len(terms):
            raise ValueError(f"{len(terms)} terms, {len(idf)} weights")
        network = FeedForward(len(terms), tensors["b_H"].shape[0], len(labels))
        network.load_state_dict(tensors)
        return Features(terms, idf), network, labels
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
        first = (str(error).splitlines() or [""])[0]
        raise ModelError(f"the model in {folder} is damaged: {first}", "train it again") from error
