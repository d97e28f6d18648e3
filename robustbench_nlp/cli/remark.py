"""What is said beside the output."""

from __future__ import annotations

import contextlib
import sys

from robustbench_nlp.control_characters import printable


def remark(line: str) -> None:
    """A line on standard error, whatever is in it: it may quote users, data and plugins, and no terminal obeys it."""
    # Nobody listens any more: no reason to stop working.
    with contextlib.suppress(OSError):
        print(printable(" ".join(line.split())), file=sys.stderr, flush=True)
