"""P5, off unless a pivot is named: back-translation through a MarianMT model and its reverse, both the user's own.

Sennrich, Haddow and Birch (2016) and Edunov et al. (2018) for the method; the models read are those of Junczys-Dowmunt
et al. (2018), as OPUS-MT publishes them. Nothing is downloaded, and weights are read as safetensors only.

Only sentences without a negation cue are translated; what comes back with a cue, with other numbers, or much shorter or
longer, is not used. Translation is greedy, one sentence at a time, so that no result depends on a batch.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.errors import ModelError

LENGTHS = range(4, 41)
"""Words of a sentence that is translated."""
RATIO = (0.8, 1.25)
NUMBER = re.compile(r"\d+")

Translator = Callable[[str], str]


def back_translator(pivot: str) -> Callable[[list[str]], list[Edit | None]]:
    """From sentences to the edit that rewords each; `ModelError` where a folder is none of a MarianMT model."""
    folders = [Path(part.strip()) for part in pivot.split("|")]
    if len(folders) != 2:
        raise ModelError(f"pivot {pivot!r} must name two folders", 'write pivot="en-de|de-en"')
    there, back = map(_translator, folders)

    def reworded(sentences: list[str]) -> list[Edit | None]:
        return [_edit(sentence, there, back) for sentence in sentences]

    return reworded


def _edit(sentence: str, there: Translator, back: Translator) -> Edit | None:
    if len(sentence.split()) not in LENGTHS:
        return None
    new = back(there(sentence)).strip()
    low, high = RATIO
    if not low <= len(new) / len(sentence) <= high or NUMBER.findall(new) != NUMBER.findall(sentence):
        return None
    if new == sentence:
        return None
    return Edit(0, len(sentence), sentence, new, "P5 back-translation")


@cache
def _translator(folder: Path) -> Translator:
    """Greedy translation by the model in a folder; both answers of a sentence are the same in any process."""
    import torch
    from transformers import AutoTokenizer, MarianMTModel

    if not (folder / "config.json").is_file():
        raise ModelError(f"no model in {folder}", "name a folder with a MarianMT model saved by save_pretrained")
    try:
        tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model: Any = MarianMTModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            f"cannot load a MarianMT model from {folder}: {error}", "weights must be safetensors"
        ) from error
    model.train(False)

    def translate(sentence: str) -> str:
        encoded = tokenizer(sentence, return_tensors="pt", truncation=True, max_length=256)
        with torch.inference_mode():
            tokens = model.generate(
                input_ids=encoded["input_ids"],
                attention_mask=encoded["attention_mask"],
                num_beams=1,
                do_sample=False,
                max_new_tokens=min(256, 2 * encoded["input_ids"].shape[1] + 8),
            )
        return str(tokenizer.decode(tokens[0], skip_special_tokens=True))

    return translate
