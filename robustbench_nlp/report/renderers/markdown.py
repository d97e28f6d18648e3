"""A table for a README, an issue or a pull request."""

from __future__ import annotations

import re

from robustbench_nlp.core.report import Report
from robustbench_nlp.report.drop_table import drop_table
from robustbench_nlp.report.table import Table

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(report: Report) -> str:
    """GitHub-flavoured Markdown."""
    return render_table(drop_table(report))


def render_table(table: Table) -> str:
    """The same of any table."""
    lines = [f"**{_escaped(table.title)}**", ""]
    lines.append("| " + " | ".join(column.heading for column in table.columns) + " |")
    lines.append("|" + "|".join("---:" if column.numeric else "---" for column in table.columns) + "|")
    lines += ["| " + " | ".join(_escaped(cell) for cell in row) + " |" for row in table.rows]
    lines.append("")
    lines += [f"- {_escaped(note)}" for note in table.notes]
    lines += [f"- note: {_escaped(problem)}" for problem in table.problems]
    if table.signature:
        lines += ["", f"`{table.signature.replace('`', '')}`"]
    lines.append("")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
