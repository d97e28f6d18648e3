"""The curve of a training beside its model: as data, and as a picture."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from robustbench_nlp.classifiers.curve_picture import picture

DATA, PICTURE = "training.jsonl", "training.svg"


def write_curve(folder: Path, points: Sequence[Mapping[str, float]], best_step: int | None) -> None:
    """Write both: a line per point with step, epoch, loss, accuracy ..., numbers as they are."""
    lines = (json.dumps(point) + "\n" for point in points)
    (folder / DATA).write_text("".join(lines), "utf-8")
    (folder / PICTURE).write_text(picture(points, best_step), "utf-8")
