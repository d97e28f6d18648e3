"""Examples a second of fine-tuning steps on the CPU, with torch's fused attention and with plain products, in one run.

    python benchmarks/training.py BASE [--lengths 128,192,256,512] [--batch 16] [--steps 6] [--dropout 0]

BASE is a local folder of a transformer, or `minilm` where that package is installed. A step is forward, backward,
clipping and the optimiser's, in bf16 where the processor has it, with full rows of tokens. The two ways take turns, and
the faster turn of each counts.
"""

from __future__ import annotations

import argparse
import time

import torch
from transformers import AutoModelForSequenceClassification

from robustbench_nlp.classifiers.transformer.device import choose_precision
from robustbench_nlp.classifiers.transformer.source import local_folder

WAYS = ("sdpa", "eager")


def examples_per_second(folder: str, way: str, length: int, asked: argparse.Namespace) -> float:
    batch, steps = asked.batch, asked.steps
    torch.manual_seed(0)
    dropout = {"hidden_dropout_prob": asked.dropout, "attention_probs_dropout_prob": asked.dropout}
    model = AutoModelForSequenceClassification.from_pretrained(
        folder, attn_implementation=way, dtype=torch.float32, **dropout
    )
    model.train()
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-5, fused=True)
    ids = torch.randint(1000, model.config.vocab_size, (batch, length))
    labels = torch.randint(0, 2, (batch,))

    def step() -> None:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=choose_precision("auto", "cpu") == "bf16"):
            logits = model(input_ids=ids, attention_mask=torch.ones_like(ids)).logits
            loss = torch.nn.functional.cross_entropy(logits.float(), labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()

    step()
    started = time.perf_counter()
    for _ in range(steps):
        step()
    return steps * batch / (time.perf_counter() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("--lengths", default="128,192,256,512")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--steps", type=int, default=6)
    parser.add_argument("--dropout", type=float, default=0.0)
    asked = parser.parse_args()
    folder = str(local_folder(asked.base, allow_pickle=False, remote_code=False))
    print(f"{'tokens':>6} {'fused/s':>8} {'plain/s':>8} {'ratio':>6}")
    for length in map(int, asked.lengths.split(",")):
        best = dict.fromkeys(WAYS, 0.0)
        for way in WAYS * 2:
            best[way] = max(best[way], examples_per_second(folder, way, length, asked))
        print(f"{length:>6} {best['sdpa']:>8.1f} {best['eager']:>8.1f} {best['eager'] / best['sdpa']:>6.2f}")


if __name__ == "__main__":
    main()
