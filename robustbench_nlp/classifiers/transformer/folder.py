"""What lies in a model's folder: is all of it there, is it safe to load, and which model is it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from robustbench_nlp.errors import ModelError

CONFIG = "config.json"
SAFE = ("model.safetensors", "model.safetensors.index.json")
UNSAFE = ("pytorch_model.bin", "pytorch_model.bin.index.json")
TOKENIZER = ("*.txt", "*.model", "tokenizer*.json", "special_tokens_map.json", "vocab*.json", "added_tokens.json")
IMPLEMENTATION = "_implementation"
LFS_POINTER = b"version https://git-lfs"
WITHOUT_CODE = "look at that code, then add --trust-remote-code if you trust it"


def checked(folder: Path, *, allow_pickle: bool, remote_code: bool) -> dict[str, Any]:
    """The model's configuration as a dict, once everything that loading needs is there and may be loaded."""
    config = _config(folder)
    if not remote_code:
        if "auto_map" in config:
            raise ModelError(f"the model in {folder} brings Python code of its own, which is not run", WITHOUT_CODE)
        kernel = _kernel_of_the_hub(config)
        if kernel:
            raise ModelError(
                f"the model in {folder} asks for code from the hub, {kernel}, which is not run",
                f"take it out of {CONFIG}, or {WITHOUT_CODE}",
            )
    if not _present(folder, SAFE):
        if not _present(folder, UNSAFE):
            raise ModelError(
                f"the folder {folder} holds no weights: {SAFE[0]} is missing", "save the model with save_pretrained"
            )
        if not allow_pickle:
            raise ModelError(
                f"the weights in {folder} are a pickle, which can run code when it is loaded",
                "save them as safetensors (save_pretrained does), or add --allow-pickle if you trust them",
            )
    _refuse_damaged(folder)
    return config


def _refuse_damaged(folder: Path) -> None:
    """`ModelError` names the file with weights that cannot be opened; only the heads of the files are read."""
    from safetensors import SafetensorError, safe_open

    for path in sorted(path for path in folder.glob("*.safetensors") if not path.is_dir()):
        try:
            with path.open("rb") as file:
                pointer = file.read(len(LFS_POINTER)) == LFS_POINTER
            with safe_open(path, framework="np"):
                pass
        except OSError as error:
            # A closed file, or one of the links that a copy of the hub's cache is made of.
            raise ModelError(
                f"cannot read {path}: {error.strerror or error}",
                "it may be closed to you, or a link to what was not copied",
            ) from error
        except SafetensorError as error:
            if pointer:
                raise ModelError(f"{path} is only Git LFS's pointer to the weights", "git lfs pull") from error
            raise ModelError(f"{path} is damaged: {error}", "copy, download or train the model again") from error


def _kernel_of_the_hub(config: dict[str, Any]) -> str | None:
    """The repository with which a configuration wants attention or experts computed: transformers would fetch it."""
    for part in (config, *(value for value in config.values() if isinstance(value, dict))):
        for key, value in part.items():
            if key.endswith(IMPLEMENTATION):
                named = value.values() if isinstance(value, dict) else [value]
                found = next((name for name in named if isinstance(name, str) and "/" in name), None)
                if found:
                    return found
    return None


def _config(folder: Path) -> dict[str, Any]:
    try:
        config = json.loads((folder / CONFIG).read_text("utf-8"))
        if not isinstance(config, dict):
            raise ValueError("it is not an object")
    except FileNotFoundError:
        raise ModelError(
            f"the folder {folder} holds no transformers model: {CONFIG} is missing",
            "name the folder that `robust train --out` or save_pretrained wrote",
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{folder / CONFIG} cannot be read: {error}") from error
    return config


def _present(folder: Path, names: tuple[str, ...]) -> bool:
    return any((folder / name).is_file() for name in names)


def content_digest(folder: Path, *, allow_pickle: bool, remote_code: bool) -> str:
    """SHA-256 over configuration, tokenizer, weights and the model's own code where that may run, in hex."""
    content = hashlib.sha256()
    for path in _files(folder, allow_pickle=allow_pickle, remote_code=remote_code):
        content.update(f"{path.name}\x1f{path.stat().st_size}\x1f".encode())
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                content.update(piece)
    return content.hexdigest()


def _files(folder: Path, *, allow_pickle: bool, remote_code: bool) -> Iterator[Path]:
    weights = ("*.bin",) if allow_pickle and not _present(folder, SAFE) else ("*.safetensors",)
    names = {
        path.name
        for pattern in (CONFIG, *TOKENIZER, *weights, *(["*.py"] * remote_code))
        for path in folder.glob(pattern)
        if path.is_file()
    }
    for name in sorted(names):
        yield folder / name
