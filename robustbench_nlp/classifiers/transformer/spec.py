"""The transformer kind, declared without loading transformers."""

from __future__ import annotations

from robustbench_nlp.core.kinds import ClassifierSpec

SPEC = ClassifierSpec(
    "hf",
    "transformers models for sequence classification: local folders, packages, hub ids",
    load="robustbench_nlp.classifiers.transformer.load:load",
    train="robustbench_nlp.classifiers.transformer.train:train",
    markers=("config.json", "*"),
    bases=("minilm",),
)
