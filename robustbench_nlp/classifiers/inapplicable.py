"""Options that a kind of model cannot honour are refused, rather than passed over."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from robustbench_nlp.core.options import LoadOptions, TrainOptions
from robustbench_nlp.errors import UsageError

UNSAID: Mapping[str, tuple[Any, ...]] = {
    "device": ("auto", "cpu"),
    "precision": ("auto", "fp32"),
    "max_length": (None,),
    "truncation": (None, "head_tail"),
    "warmup": (0.06,),
    "dropout": (None,),
    "early_stopping": (None,),
    "class_weights": (False,),
    "freeze_layers": (0,),
    "gradient_checkpointing": (False,),
    "report_to": ((),),
}


def refuse_inapplicable(options: LoadOptions | TrainOptions, kind: str) -> None:
    """`UsageError` where an option asks a model that is no transformer for what only transformers have."""
    for field in dataclasses.fields(options):
        value = getattr(options, field.name)
        if field.name in UNSAID and value not in UNSAID[field.name]:
            option = f"--{field.name.replace('_', '-')}"
            said = option if value is True else f"{option} {','.join(value) if isinstance(value, tuple) else value}"
            raise UsageError(f"{said} means nothing to {kind}", "leave it out")
