"""The terminal itself: keys one by one, whole screens, and the modes it had before given back."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from robustbench_nlp.audit.terminal.keys import GONE, RESIZED, Keys
from robustbench_nlp.errors import UsageError

REST_OF_SEQUENCE = 0.3
"""Seconds in which the rest of a cursor key arrives; a slow line may split it, and its letters must not answer."""
_ENTER, _LEAVE = "\x1b[?1049h", "\x1b[?1049l"


class Size(NamedTuple):
    """Of a screen."""

    columns: int
    lines: int


class Terminal(Protocol):
    """What a session needs of a terminal."""

    def size(self) -> Size:
        """Of the screen as it is now."""
        ...

    def draw(self, lines: Sequence[str]) -> None:
        """Show these lines and nothing else."""
        ...

    def key(self) -> str:
        """Wait for the next key."""
        ...

    def suspend(self) -> None:
        """Go to the background until the user comes back."""
        ...


@contextlib.contextmanager
def open_terminal() -> Iterator[Terminal]:
    """The terminal of standard input and output; `UsageError` where they are something else."""
    try:
        import termios
    except ImportError:
        termios = None  # type: ignore[assignment]
    if termios is None or not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "labelling here needs a terminal that sends every key by itself",
            "in the browser: robust audit serve; in a file: robust audit export and import",
        )
    with _woken_by_resizing() as resizes, _Device(resizes) as device:
        yield device


class _Device:
    def __init__(self, resizes: int) -> None:
        self._resizes = resizes
        self._input = sys.stdin.fileno()
        self._keys = Keys()
        self._ready: deque[str] = deque()
        self._clears = os.environ.get("TERM", "dumb") not in ("", "dumb")

    def __enter__(self) -> _Device:
        import termios

        self._before = termios.tcgetattr(self._input)
        self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        import termios

        # A terminal that is gone has no modes to give back.
        with contextlib.suppress(OSError, termios.error):
            self._end()

    def size(self) -> Size:
        try:
            columns, lines = os.get_terminal_size(self._input)
        except OSError:
            columns = lines = 0
        return Size(columns or 80, lines or 24)

    def draw(self, lines: Sequence[str]) -> None:
        if self._clears:
            # Each line is cleared before it is written: nothing flickers, and a full last column is not cut.
            *first, last = lines
            screen = "\x1b[H" + "".join(f"\x1b[K{line}\n" for line in first) + f"\x1b[J{last}"
        else:
            screen = "\n" + "\n".join(line for line in lines if line) + " "
        sys.stdout.write(screen)
        sys.stdout.flush()

    def key(self) -> str:
        while not self._ready:
            patience = REST_OF_SEQUENCE if self._keys.waiting else None
            readable, _, _ = select.select([self._input, self._resizes], [], [], patience)
            if self._resizes in readable:
                os.read(self._resizes, 1024)
                self._ready.append(RESIZED)
            if self._input in readable:
                self._ready += self._received()
            if not readable:
                self._ready += self._keys.give_up_waiting()
        return self._ready.popleft()

    def suspend(self) -> None:
        self._end()
        os.kill(0, signal.SIGTSTP)
        self._begin()

    def _received(self) -> list[str]:
        try:
            received = os.read(self._input, 1024)
        except OSError:
            received = b""
        return self._keys.feed(received) if received else [GONE]

    def _begin(self) -> None:
        import termios

        mode = termios.tcgetattr(self._input)
        # Ctrl-C and Ctrl-Z are keys like others: neither comes in the middle of saving an answer.
        mode[0] &= ~termios.IXON
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._input, termios.TCSADRAIN, mode)
        self._write(_ENTER)

    def _end(self) -> None:
        import termios

        self._write(_LEAVE)
        termios.tcsetattr(self._input, termios.TCSADRAIN, self._before)

    def _write(self, code: str) -> None:
        sys.stdout.write(code if self._clears else "\n")
        sys.stdout.flush()


@contextlib.contextmanager
def _woken_by_resizing() -> Iterator[int]:
    """A descriptor that has something to read whenever the screen gets another size."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    # Without a handler the signal wakes nobody.
    handler = signal.signal(signal.SIGWINCH, lambda *_: None)
    woken = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(woken)
        signal.signal(signal.SIGWINCH, handler)
        os.close(reading)
        os.close(writing)
