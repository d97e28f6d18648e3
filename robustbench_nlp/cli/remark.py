"""What is said beside the output."""

from __future__ import annotations

import contextlib
import sys


def remark(line: str) -> None:
    """A line on standard error, whatever is in it: it may quote users, data and plugins, and no terminal obeys it."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(line.split()))
    # Nobody listens any more: no reason to stop working.
    with contextlib.suppress(OSError):
        print(shown, file=sys.stderr, flush=True)
