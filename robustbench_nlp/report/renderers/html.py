"""One page without scripts or outside resources."""

from __future__ import annotations

from html import escape

from robustbench_nlp.core.report import Report
from robustbench_nlp.report.drop_table import drop_table
from robustbench_nlp.report.more_figures import more_figures
from robustbench_nlp.report.table import Table

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; }
th, td { padding: .4rem .7rem; text-align: right; white-space: nowrap; }
th { border-bottom: 2px solid currentColor; font-weight: 600; }
td { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
.text { text-align: left; }
code { font-size: .85em; overflow-wrap: anywhere; }
"""


def render(report: Report) -> str:
    """HTML 5; every text is escaped."""
    table, more = drop_table(report), more_figures(report)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(table.title)}</title>
<style>{STYLE}</style>
</head>
<body>
<h1>Robustness report</h1>
<p>{escape(table.title)}</p>
{_grid_and_notes(table)}
<p><code>{escape(table.signature)}</code></p>
<h2>{escape(more.title)}</h2>
{_grid_and_notes(more)}
</body>
</html>
"""


def _grid_and_notes(table: Table) -> str:
    kinds = ["" if column.numeric else ' class="text"' for column in table.columns]
    head = "".join(f"<th{kind}>{escape(c.heading)}</th>" for kind, c in zip(kinds, table.columns, strict=True))
    body = "\n".join(
        "<tr>" + "".join(f"<td{kind}>{escape(cell)}</td>" for kind, cell in zip(kinds, row, strict=True)) + "</tr>"
        for row in table.rows
    )
    notes = "\n".join(f"<li>{escape(note)}</li>" for note in (*table.notes, *(f"note: {p}" for p in table.problems)))
    return f"""<div class="wide"><table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table></div>
<ul>
{notes}
</ul>"""
