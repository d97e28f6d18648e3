"""A booktabs table for a paper."""

from __future__ import annotations

from robustbench_nlp.core.report import Report
from robustbench_nlp.report.drop_table import drop_table
from robustbench_nlp.report.table import Table

SPECIAL = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}


def render(report: Report) -> str:
    """Needs `\\usepackage{booktabs}`."""
    return render_table(drop_table(report))


def render_table(table: Table) -> str:
    """The same of any table."""
    columns = "".join("r" if column.numeric else "l" for column in table.columns)
    rows = [" & ".join(_escaped(cell) for cell in row) + r" \\" for row in table.rows]
    caption = " ".join((table.title + ".", *table.notes, *(f"Note: {p}." for p in table.problems)))
    recipe = rf" Recipe: \texttt{{{_escaped(table.signature)}}}" if table.signature else ""
    return "\n".join(
        (
            r"\begin{table}",
            r"\centering\small",
            rf"\begin{{tabular}}{{{columns}}}",
            r"\toprule",
            " & ".join(_escaped(column.heading) for column in table.columns) + r" \\",
            r"\midrule",
            *rows,
            r"\bottomrule",
            r"\end{tabular}",
            rf"\caption{{{_escaped(caption)}{recipe}}}",
            r"\end{table}",
            "",
        )
    )


def _escaped(text: str) -> str:
    return "".join(SPECIAL.get(char, char) for char in text)
