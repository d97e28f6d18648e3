"""A rewritten text for the terminal: the sentences around its edits, old and new, and by which rule."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from robustbench_nlp.control_characters import ON_ONE_LINE, VISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from robustbench_nlp.core.outcome import Rewritten
    from robustbench_nlp.runner.preview import Excerpt

_BLANK = VISIBLE | {ord(" "): "␣", ord("\t"): "⇥", ord("\n"): "⏎"}


def highlighted(before: str, row: Rewritten, *, marks: bool) -> Iterator[Text]:
    """Lines for one row. With `marks` the signs of wdiff, [-old-]{+new+}, say what colours would."""
    from rich.text import Text

    from robustbench_nlp.core.outcome import Status
    from robustbench_nlp.runner.preview import excerpts

    if row.status is Status.FAILED:
        yield Text(f"failed: {row.error.translate(ON_ONE_LINE)}", style="red")
    for finding in row.discarded:
        yield Text(f"discarded: {finding.translate(ON_ONE_LINE)}", style="magenta")
    found = excerpts(before, row.edits)
    for excerpt in found.shown:
        yield _sentence(excerpt, marks=marks)
    if found.more_edits:
        yield Text(f"… and {found.more_edits} more edit{'s' if found.more_edits > 1 else ''}", style="dim")
    for flag in row.flags:
        yield Text(f"flagged: {flag.translate(ON_ONE_LINE)}", style="yellow")


def _sentence(excerpt: Excerpt, *, marks: bool) -> Text:
    from rich.text import Text

    line = Text()
    for piece in excerpt.pieces:
        if piece.new is None:
            line.append(piece.old.translate(ON_ONE_LINE))
            continue
        # An edit of nothing but white space would be invisible.
        blank = not piece.old.strip() or not piece.new.strip()
        sides = (piece.old, piece.new)
        old, new = (text.translate(_BLANK if blank and not text.strip() else VISIBLE) for text in sides)
        if old:
            line.append(f"[-{old}-]" if marks else old, style="red strike")
        if old and new and not marks:
            line.append("→", style="dim")
        if new:
            line.append(f"{{+{new}+}}" if marks else new, style="bold green")
    rules = [f"{rule} x{n}" if (n := len(list(same))) > 1 else rule for rule, same in groupby(excerpt.rules) if rule]
    if rules:
        line.append(f"  ({', '.join(rules)})", style="dim")
    return line
