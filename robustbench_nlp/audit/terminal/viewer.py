"""A text in pages, with what can be answered below it."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from itertools import accumulate

from robustbench_nlp.audit.terminal import keys
from robustbench_nlp.audit.terminal.device import Terminal
from robustbench_nlp.audit.terminal.plain import plain
from robustbench_nlp.audit.terminal.wrap import wrapped

_FURTHER, _BACK = (" ", keys.PAGE_DOWN), (keys.BACKSPACE, keys.PAGE_UP)


class Viewer:
    """Shows it and moves in it; every other key is for whoever asks."""

    def __init__(
        self, terminal: Terminal, head: str, text: str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`head` and `text` have to be plain already; `head` may be changed."""
        self._terminal = terminal
        self.head = head
        self._text = text
        self._top = 0
        self._body: list[str] = []
        self._body_width = 0
        self._clock = clock
        self._began = clock()

    @property
    def seconds(self) -> float:
        """How long it has been on the screen; not while the program was in the background."""
        return self._clock() - self._began

    @property
    def width(self) -> int:
        """Cells of a line. The last column stays empty: what is written there makes some terminals begin a new line."""
        return max(self._terminal.size().columns - 1, 1)

    @property
    def height(self) -> int:
        """Lines of the screen."""
        return self._terminal.size().lines

    def key(self, foot: Sequence[str], *, typed: Collection[str] = ()) -> str:
        """Show the page above `foot` until a key is pressed that does not move in the text; that key.

        Keys that are `typed` do not move either. `keys.RESIZED` where the screen has another size now.
        `KeyboardInterrupt` at Ctrl-C.
        """
        while True:
            step, last = self._draw(foot, "Page Down" if " " in typed else "space")
            key = self._terminal.key()
            if key == keys.INTERRUPT:
                raise KeyboardInterrupt
            if key in typed:
                return key
            if key == keys.SUSPEND:
                left = self._clock()
                self._terminal.suspend()
                self._began += self._clock() - left
            elif key in _FURTHER or key in _BACK:
                self._top += step if key in _FURTHER else -step
            elif key in (keys.UP, keys.DOWN):
                self._top += 1 if key == keys.DOWN else -1
            elif key in (keys.HOME, keys.END):
                self._top = 0 if key == keys.HOME else last
            elif key != keys.REDRAW:
                return key

    def _draw(self, foot: Sequence[str], further: str) -> tuple[int, int]:
        """How many lines a page moves, and the first line of the last page."""
        width, height = self.width, self.height
        below = [line for part in foot for line in wrapped(part, width)][-max(height - 3, 1) :]
        body = self._wrapped(width)
        room = max(height - len(below) - 2, 1)
        last = max(len(body) - room, 0)
        self._top = max(0, min(self._top, last))
        end = self._top + room
        mark = (
            f"-- {end * 100 // len(body)} %: {further} for more --" if end < len(body) else "-- end --" if last else ""
        )
        self._terminal.draw(
            [wrapped(self.head, width)[0], *body[self._top : end], wrapped(mark, width)[0], *below],
        )
        # Where there is room, one line of the page before shows where one was.
        return room - (room > 5), last

    def _wrapped(self, width: int) -> list[str]:
        if width != self._body_width:
            # On a screen of another width, what was read first stays first.
            read = sum(map(_ink, self._body[: self._top]))
            self._body, self._body_width = wrapped(self._text, width), width
            self._top = bisect_right(list(accumulate(map(_ink, self._body))), read) if read else 0
        return self._body


def _ink(line: str) -> int:
    return len(line) - line.count(" ")


def typed(viewer: Viewer, prompt: str, text: str = "", allowed: Callable[[str], bool] = str.isprintable) -> str | None:
    """A line that is typed below the text, in characters that are `allowed`; None where the user wants it no more."""
    moves_not = [key for key in (" ", keys.BACKSPACE) if key == keys.BACKSPACE or allowed(key)]
    while True:
        key = viewer.key(["Enter takes it, Esc does not", f"{prompt} {plain(text)}"], typed=moves_not)
        if key == keys.ENTER:
            return text.strip()
        if key in (keys.ESCAPE, keys.END_OF_FILE, keys.GONE):
            return None
        if key == keys.BACKSPACE:
            text = text[:-1]
        elif key == keys.CLEAR_LINE:
            text = ""
        elif len(key) == 1 and allowed(key):
            text += key
