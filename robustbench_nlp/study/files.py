"""The files of a finished study: the result last, so that a folder with one is complete."""

from __future__ import annotations

from pathlib import Path

from robustbench_nlp.report.renderers.markdown import render_table
from robustbench_nlp.runner.atomic import write_whole
from robustbench_nlp.study.document import to_json
from robustbench_nlp.study.figures.drops import drops_figure
from robustbench_nlp.study.figures.severity import severity_figure
from robustbench_nlp.study.result import Study
from robustbench_nlp.study.table import tables

RESULT, TABLES, DROPS, SEVERITY = "study.json", "study.md", "drops.svg", "severity.svg"


def write_study(folder: Path, study: Study) -> None:
    """Tables as Markdown, figures as SVG, everything as JSON."""
    figures = {DROPS: drops_figure(study), SEVERITY: severity_figure(study)}
    for name, figure in figures.items():
        if figure is not None:
            write_whole(folder / name, figure.encode())
    shown = [f"![{name.removesuffix('.svg')}]({name})\n" for name, figure in figures.items() if figure is not None]
    text = "\n".join([*map(render_table, tables(study)), *shown])
    write_whole(folder / TABLES, text.encode("utf-8", "replace"))
    write_whole(folder / RESULT, to_json(study).encode("utf-8", "replace"))
