"""Texts a second of a transformer classifier: our batches of fixed shapes against the usual ways, in one run.

    python benchmarks/scoring.py MODEL [--texts 400] [--dataset movies] [--split test] [--max-length 128]

MODEL is a folder from `robust train`. Each way scores the same texts, tokenising included; `same` is the share of texts
with the prediction of single texts in fp32.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModelForSequenceClassification, AutoTokenizer

import robustbench_nlp as rb
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.core.options import LoadOptions, Precision
from robustbench_nlp.core.sample import stratified

Ways = dict[str, Callable[[], NDArray[np.int_]]]


def ours(model: str, texts: Sequence[str], precision: Precision, max_length: int) -> Callable[[], NDArray[np.int_]]:
    classifier = rb.load_classifier(model, LoadOptions(device="cpu", precision=precision, max_length=max_length))

    def score() -> NDArray[np.int_]:
        found = np.empty(len(texts), dtype=int)
        for batch in classifier.batches(texts):
            found[batch] = classifier.predict_proba([texts[i] for i in batch]).argmax(axis=1)
        return found

    return score


def usual(
    model: str, texts: Sequence[str], size: int, max_length: int, *, padding: bool | str
) -> Callable[[], NDArray[np.int_]]:
    tokenizer = AutoTokenizer.from_pretrained(model)
    network = AutoModelForSequenceClassification.from_pretrained(model).eval()

    def score() -> NDArray[np.int_]:
        found = []
        with torch.inference_mode():
            for at in range(0, len(texts), size):
                batch = tokenizer(
                    list(texts[at : at + size]),
                    padding=padding,
                    truncation=True,
                    max_length=max_length,
                    return_tensors="pt",
                )
                found.append(network(**batch).logits.argmax(dim=1))
        return torch.cat(found).numpy()

    return score


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--dataset", default="movies")
    parser.add_argument("--split", default="test")
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--max-length", type=int, default=128)
    asked = parser.parse_args()
    data = rb.load_dataset(DatasetRequest(asked.dataset, asked.split))
    texts = [example.text for example in stratified(data.examples, asked.texts, 0)]
    length = asked.max_length
    ways: Ways = {
        "ours, bf16": ours(asked.model, texts, "bf16", length),
        "ours, fp32": ours(asked.model, texts, "fp32", length),
        "batches of 32 in given order, fp32": usual(asked.model, texts, 32, length, padding=True),
        "the same, padded to the maximum": usual(asked.model, texts, 32, length, padding="max_length"),
        "one text at a time, fp32": usual(asked.model, texts, 1, length, padding=False),
    }
    reference = ours(asked.model, texts, "fp32", length)()
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts)} texts of {asked.dataset}/{asked.split}, {words:.0f} words each, up to {length} tokens")
    for name, score in ways.items():
        score()
        start = time.perf_counter()
        found = score()
        spent = time.perf_counter() - start
        print(f"{name:<38}{len(texts) / spent:>8.0f} texts/s   same {np.mean(found == reference):.2%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
