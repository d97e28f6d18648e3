"""The files of a `bow` model: `bow.json` for terms and labels, `bow.safetensors` for all numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from robustbench_nlp.classifiers.bow.features import Features
from robustbench_nlp.errors import ModelError, one_line

if TYPE_CHECKING:
    import torch

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

    if not (folder / SETTINGS).is_file():
        raise ModelError(
            f"the folder {folder} holds no bag-of-words model: {SETTINGS} is missing",
            "name the folder that `robust train --base bow --out` wrote",
        )
    try:
        content = json.loads((folder / SETTINGS).read_text("utf-8"))
        if content["schema"] != SCHEMA:
            raise ValueError(f"schema {content['schema']!r}")
        terms, labels = _names(content, "terms", 1), _names(content, "labels", 2)
        tensors = load_file(folder / WEIGHTS)
        _refuse_other_numbers(tensors)
        idf = tensors.pop("idf")
        if idf.shape != (len(terms),):
            raise ValueError(f"{len(terms)} terms, {tuple(idf.shape)} of their weights")
        network = FeedForward(len(terms), tensors["b_H"].numel(), len(labels))
        network.load_state_dict(tensors)
        return Features(terms, idf.numpy()), network, tuple(labels)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
        raise ModelError(f"the model in {folder} is damaged: {one_line(error)}", "train it again") from error


def _names(content: Mapping[str, Any], key: str, least: int) -> list[str]:
    names = content[key]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise TypeError(f"its {key} are not a list of texts")
    if len(names) < least or len(set(names)) < len(names):
        raise ValueError(f"its {key} are too few, or some of them are there twice")
    return names


def _refuse_other_numbers(tensors: Mapping[str, torch.Tensor]) -> None:
    for name, tensor in tensors.items():
        if not (tensor.is_floating_point() and tensor.isfinite().all()):
            raise ValueError(f"{name} holds other things than finite fractions")
