"""The whole error family: what a user can be told in one line.

Anything raised that is not a `RobustError` is a bug of ours and keeps its traceback.
"""

from __future__ import annotations

EXIT_DROP_TOO_LARGE = 1
EXIT_USAGE = 2
EXIT_TRANSFORM_FAILED = 3
EXIT_BUG = 70
"""As `EX_SOFTWARE` of sysexits.h: Python's own 1 would say that a drop is too large."""
EXIT_INTERRUPTED = 130


def one_line(said: object, longest: int = 200) -> str:
    """What other code's error says, fit for a message of ours: one printable line of bounded length.

    Its kind, where it says nothing, and before the bare key of a KeyError. A text may stand for the error, where more
    than its own words is to be said.
    """
    words = f"KeyError: {said}" if isinstance(said, KeyError) else str(said)
    printable = "".join(c if c.isprintable() else " " for c in words)
    line = " ".join(printable.split()) or type(said).__name__
    return line if len(line) <= longest else f"{line[:longest]} ..."


class RobustError(Exception):
    """A problem the user can understand and act on.

    `message` says what went wrong, with which input and whose fault it is; `hint` names the next step.
    """

    exit_code: int = EXIT_USAGE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(RobustError):
    """The command or call itself does not make sense."""


class PluginError(RobustError):
    """A plugin is missing, broken or clashes with another."""


class ResourceMissing(RobustError):  # noqa: N818
    """Something that has to be fetched first is not on this machine."""


class ModelError(RobustError):
    """A classifier cannot be loaded, trained or matched to the data."""


class DataError(RobustError):
    """A data set cannot be read as asked."""


class Interrupted(RobustError):  # noqa: N818
    """The user pressed Ctrl-C, or a signal told the program to end; what was done is kept."""

    exit_code = EXIT_INTERRUPTED


class ReportError(RobustError):
    """A report cannot be written, read or validated."""
