"""Keys out of the bytes that a terminal sends."""

from __future__ import annotations

import codecs
import re

ENTER, BACKSPACE, ESCAPE = "enter", "backspace", "escape"
UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END = "up", "down", "page up", "page down", "home", "end"
INTERRUPT, END_OF_FILE, REDRAW, CLEAR_LINE, SUSPEND = "\x03", "\x04", "\x0c", "\x15", "\x1a"
RESIZED, GONE = "resized", "gone"
"""No keys: the screen has another size; the terminal is no longer there."""

_NAMES = {"\r": ENTER, "\n": ENTER, "\x08": BACKSPACE, "\x7f": BACKSPACE, "\x1b": ESCAPE}
_SEQUENCES = {
    "A": UP, "B": DOWN, "5~": PAGE_UP, "6~": PAGE_DOWN,
    "H": HOME, "1~": HOME, "7~": HOME, "F": END, "4~": END, "8~": END,
}  # fmt: skip
# Cursor and function keys, with modifiers or without; a key held with Alt.
_SEQUENCE = re.compile(r"\x1b(?:\[\[[A-E]|\[([0-?]*[ -/]*[@-~])|O([ -~])|[^\x1b\[O])")
_UNFINISHED = re.compile(r"\x1b(?:\[\[?|\[[0-?]*[ -/]*|O)?\Z")


class Keys:
    """Puts together what arrives in pieces. Sequences that mean nothing here give no key, never their letters."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._begun = ""

    @property
    def waiting(self) -> bool:
        """Whether the last byte may be the beginning of more."""
        return bool(self._begun)

    def feed(self, received: bytes) -> list[str]:
        """The keys that are complete."""
        text = self._begun + self._decoder.decode(received)
        self._begun = ""
        found: list[str] = []
        at = 0
        while at < len(text):
            if _UNFINISHED.match(text, at):
                self._begun = text[at:]
                break
            sequence = _SEQUENCE.match(text, at)
            if sequence is None:
                found.append(_NAMES.get(text[at], text[at]))
                at += 1
                continue
            name = _SEQUENCES.get(sequence[1] or sequence[2] or "")
            found += [name] if name else []
            at = sequence.end()
        return found

    def give_up_waiting(self) -> list[str]:
        """Nothing more came: the Escape key was pressed by itself, or a sequence was cut off."""
        begun, self._begun = self._begun, ""
        return [ESCAPE] if begun == "\x1b" else []
