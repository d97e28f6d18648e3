"""How much of a text classifier's accuracy survives real-world wording, and can you believe the number?

Everything public is here, and is imported when first used: importing this package loads no torch.
"""

from __future__ import annotations

import importlib
from typing import Any

from robustbench_nlp.version import __version__

_HOMES = {
    "evaluate": "api",
    "augment": "api",
    "train": "api",
    "transform": "api",
    "load_classifier": "api",
    "load_dataset": "api",
    "load_catalog": "plugin.catalog",
    "with_duplicates": "runner.augmentation.arms",
    "with_transformed": "runner.augmentation.arms",
    "hookimpl": "markers",
    "RobustError": "errors",
    "Claim": "core.claims",
    "Cost": "core.claims",
    "LabelEffect": "core.claims",
    "Level": "core.claims",
    "Reference": "core.claims",
    "Resource": "core.claims",
    "Classifier": "core.classifier",
    "ModelCard": "core.classifier",
    "Dataset": "core.dataset",
    "DatasetRequest": "core.dataset",
    "Dropped": "core.dataset",
    "Edit": "core.edits",
    "Answer": "core.judge",
    "Judge": "core.judge",
    "JudgeRequest": "core.judge",
    "CheckSpec": "core.kinds",
    "ClassifierSpec": "core.kinds",
    "DatasetSpec": "core.kinds",
    "EngineSpec": "core.kinds",
    "Event": "core.kinds",
    "JudgeSpec": "core.kinds",
    "RendererSpec": "core.kinds",
    "LoadOptions": "core.options",
    "TrainOptions": "core.options",
    "param": "core.params",
    "Outcome": "core.outcome",
    "Rewritten": "core.outcome",
    "Report": "core.report",
    "TransformResult": "core.report",
    "Interval": "core.report",
    "Rng": "core.rng",
    "Example": "core.text",
    "content_ids": "core.text",
    "fingerprint": "readers.fingerprint",
    "Text": "core.text",
    "Evaluation": "runner.run",
    "ExamplePair": "core.transform",
    "Rewrite": "core.transform",
    "Transform": "core.transform",
    "TransformSpec": "core.transform",
    "per_text": "core.transform",
}

__all__ = ["__version__", *sorted(_HOMES)]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
