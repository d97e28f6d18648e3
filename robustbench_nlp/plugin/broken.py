"""What is known of a plugin that cannot take part, and how an exception is told in one line."""

from __future__ import annotations

import difflib
import importlib
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from reprlib import repr as shortened
from typing import Literal

Stage = Literal["find", "import", "register", "declare", "observe"]
LONGEST_CAUSE = 300
NOT_THEIRS = {
    Path(__file__).parent,
    Path(__file__).parent.parent / "core",
    Path(importlib.__file__).parent,
    Path(importlib.__file__).parent / "metadata",
}
"""Folders whose frames tell a plugin's author nothing about where the mistake is."""


@dataclass(frozen=True)
class BrokenPlugin:
    """A plugin that was left out, all of it.

    name        its entry point
    stage       how far it came: find, import, register, declare; or observe, where it failed during a run
    declared    names it had already declared, so that asking for one of them can say why it is missing
    """

    name: str
    distribution: str
    version: str
    stage: Stage
    cause: str
    suggestion: str = ""
    declared: tuple[str, ...] = ()

    def __str__(self) -> str:
        version = f" {self.version}" if self.version else ""
        return f"plugin {self.name!r} of {self.distribution}{version} is broken at {self.stage}: {self.cause}"

    @property
    def with_suggestion(self) -> str:
        """The same, with the next step in brackets."""
        return f"{self} ({self.suggestion})" if self.suggestion else str(self)


class Refused(Exception):  # noqa: N818
    """A plugin breaks one of our rules."""

    def __init__(self, cause: str, suggestion: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.suggestion = suggestion


def cause_of(error: BaseException) -> str:
    """Type, message and place of an exception in one line; never raises, whatever the exception's `__str__` does."""
    if isinstance(error, SystemExit):
        return f"it called sys.exit({shortened(error.code)}){_place(error)}"
    if isinstance(error, SyntaxError):
        where = f" ({_written(Path(error.filename))}, line {error.lineno})" if error.filename else ""
        return f"{type(error).__name__}: {error.msg}{where}"
    first_line = traceback.format_exception_only(error)[0].strip().splitlines()[0]
    return first_line[:LONGEST_CAUSE] + _place(error)


def _place(error: BaseException) -> str:
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        # `<frozen importlib>` and the `<string>` of a dataclass's __init__ are in no file.
        if not frame.filename.startswith("<") and path.parent not in NOT_THEIRS:
            return f" ({_written(path)}, line {frame.lineno})"
    return ""


def _written(path: Path) -> str:
    return f"{path.parent.name}/{path.name}" if path.name == "__init__.py" else path.name


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`did you mean 'typo'?`, or "" where nothing is close."""
    by_letters = {one.lower(): one for one in sorted(known)}
    close = difflib.get_close_matches(name.lower(), by_letters, 1)
    return f"did you mean {by_letters[close[0]]!r}?" if close else ""
