"""A transformers model as a classifier."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from robustbench_nlp.classifiers.transformer import batches
from robustbench_nlp.classifiers.transformer.card_options import card_options
from robustbench_nlp.classifiers.transformer.device import choose_device, choose_precision
from robustbench_nlp.classifiers.transformer.encode import Encoder, choose_max_length
from robustbench_nlp.classifiers.transformer.folder import checked, content_digest
from robustbench_nlp.classifiers.transformer.pretrained import (
    explained,
    load_config,
    load_model,
    load_tokenizer,
    positions,
    vocabulary,
)
from robustbench_nlp.classifiers.transformer.source import local_folder
from robustbench_nlp.core.options import LoadOptions
from robustbench_nlp.errors import ModelError, one_line
from robustbench_nlp.local_path import local_path

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from transformers import PreTrainedModel


class TransformerClassifier:
    """Scores texts in batches of fixed shapes, so that an answer never depends on the batch."""

    calibrated = True
    cacheable = True
    labels_from = "the model's config.json (id2label)"

    def __init__(
        self, model: PreTrainedModel, encoder: Encoder, labels: tuple[str, ...], *, device: str, tokens_per_batch: int
    ) -> None:
        self._model = model
        self._encoder = encoder
        self._tokens = tokens_per_batch
        self._encoded: dict[str, list[int]] = {}
        self.labels = labels
        self.device = device
        self.digest = self.signature = ""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.signature}: {', '.join(self.labels)}>"

    def batches(self, texts: Sequence[str]) -> list[list[int]]:
        """Texts of the same padded length together, about `tokens_per_batch` tokens each."""
        # Kept until the next call: the batches made here are asked for one after another.
        self._encoded = dict(zip(texts, self._encoder(texts), strict=True))
        return batches.cut([self._padded(self._encoded[text]) for text in texts], self._tokens)

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Probabilities of shape (n, k), in one batch of a fixed shape where `texts` came from `batches`."""
        import numpy as np
        import torch

        unknown = [text for text in texts if text not in self._encoded]
        fresh = dict(zip(unknown, self._encoder(unknown), strict=True))
        rows = [fresh[text] if text in fresh else self._encoded[text] for text in texts]
        found = np.empty((len(texts), len(self.labels)))
        with torch.inference_mode():
            for batch in batches.cut([self._padded(row) for row in rows], self._tokens):
                found[batch] = self._scores([rows[i] for i in batch])
        return found

    def _scores(self, rows: list[list[int]]) -> NDArray[np.float64]:
        import torch

        length = self._padded(rows[0])
        count = batches.rows_at(length, self._tokens)
        tokens, mask = batches.tensors(rows, length, count, self._encoder.pad, left=self._encoder.pads_left)
        try:
            logits = self._model(input_ids=tokens.to(self.device), attention_mask=mask.to(self.device)).logits
        except Exception as error:
            # Out of memory, code of the model's own, an architecture that wants more than ids: not for a traceback.
            raise ModelError(
                f"{self.signature} fails at {count} texts of {length} tokens: {one_line(error)}",
                "another --device, or a smaller --max-length, may do",
            ) from error
        scores: NDArray[np.float64] = torch.softmax(logits[: len(rows)].double().cpu(), dim=1).numpy()
        return scores

    def _padded(self, ids: list[int]) -> int:
        return batches.padded(len(ids), self._encoder.max_length)


def load(source: str, options: LoadOptions) -> TransformerClassifier:
    """Load a folder from `robust train` or `save_pretrained`, a package's folder, or a hub model."""
    remote_code = options.trust_remote_code
    folder = local_folder(source, allow_pickle=options.allow_pickle, remote_code=remote_code)
    checked(folder, allow_pickle=options.allow_pickle, remote_code=remote_code)
    kept_length, kept_truncation = card_options(folder)
    device = choose_device(options.device)
    precision = choose_precision(options.precision, device)
    tokenizer = load_tokenizer(folder, remote_code=remote_code)
    config = load_config(folder, remote_code=remote_code)
    encoder = Encoder(
        tokenizer,
        choose_max_length(
            kept_length if options.max_length is None else options.max_length,
            tokenizer,
            positions(folder, config, remote_code=remote_code),
        ),
        options.truncation or kept_truncation or "head",
        vocabulary(config),
    )
    if config.pad_token_id is None:
        config.pad_token_id = encoder.pad
    import torch

    model = load_model(
        folder,
        config,
        allow_pickle=options.allow_pickle,
        remote_code=remote_code,
        new_head=False,
        dtype={"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}[precision],
    )
    with explained(folder):
        model.to(device).eval()  # type: ignore[arg-type]
    tokens = options.tokens_per_batch or (batches.TOKENS_CPU if device == "cpu" else batches.TOKENS_GPU)
    classifier = TransformerClassifier(model, encoder, _labels(config, folder), device=device, tokens_per_batch=tokens)
    content = content_digest(folder, allow_pickle=options.allow_pickle, remote_code=remote_code)
    how = f"{precision}/{encoder.max_length}/{encoder.truncation}"
    # Other libraries, another device or other batches may round differently: no cached answer may cross these.
    where = f"{device.partition(':')[0]}/{tokens}/torch {version('torch')}/transformers {version('transformers')}"
    classifier.digest = hashlib.sha256(f"{content}/{how}/{where}".encode()).hexdigest()[:16]
    classifier.signature = f"hf:{_name(source, folder)}@{content[:4]}/{how}"
    return classifier


def _labels(config: object, folder: Path) -> tuple[str, ...]:
    names: dict[int, str] = getattr(config, "id2label", None) or {}
    if sorted(names) != list(range(len(names))) or len(names) < 2:
        raise ModelError(
            f"the model in {folder} has labels {names}, not two or more numbered from 0", "set id2label in config.json"
        )
    return tuple(str(names[i]) for i in range(len(names)))


def _name(source: str, folder: Path) -> str:
    return folder.resolve().name if local_path(source).is_dir() else source
