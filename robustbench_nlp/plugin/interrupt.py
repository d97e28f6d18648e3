"""Tells a user's Ctrl-C from a `KeyboardInterrupt` that a plugin raises by itself."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupt:
    """Whether the signal came."""

    def __init__(self, came: bool) -> None:
        self.came = came

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Take note, then do what Python does."""
        self.came = True
        signal.default_int_handler(number, frame)


@contextmanager
def watched_interrupt() -> Iterator[Interrupt]:
    """Knows, while it is entered, whether Ctrl-C was hit.

    Where it cannot know, every `KeyboardInterrupt` passes for the user's: in another thread than the main one, and
    where the program has a handler of its own.
    """
    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not usual or threading.current_thread() is not threading.main_thread():
        yield Interrupt(came=True)
        return
    interrupt = Interrupt(came=False)
    handler = interrupt.handle
    signal.signal(signal.SIGINT, handler)
    try:
        yield interrupt
    finally:
        # A plugin may have put its own in place.
        if signal.getsignal(signal.SIGINT) is handler:
            signal.signal(signal.SIGINT, signal.default_int_handler)
