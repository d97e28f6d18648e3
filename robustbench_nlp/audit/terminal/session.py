"""An annotator at a terminal: a text, an answer, the next text."""

from __future__ import annotations

import time
from collections.abc import Callable

from robustbench_nlp.audit.choices import NATURALNESS, Choice
from robustbench_nlp.audit.labelling import Labelling, Row
from robustbench_nlp.audit.terminal import keys
from robustbench_nlp.audit.terminal.device import Terminal
from robustbench_nlp.audit.terminal.pace import Pace
from robustbench_nlp.audit.terminal.plain import plain, plain_line
from robustbench_nlp.audit.terminal.viewer import Viewer, typed
from robustbench_nlp.audit.terminal.wrap import flowed
from robustbench_nlp.errors import Interrupted

_LEAVE = ("q", keys.END_OF_FILE, keys.GONE)
_TOO_SOON = "too soon for an answer: press it again"


class Session:
    """Shows texts until all have an answer or the annotator leaves; every answer is saved before the next text."""

    def __init__(
        self,
        labelling: Labelling,
        terminal: Terminal,
        *,
        naturalness: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._labelling = labelling
        self._terminal = terminal
        self._naturalness = naturalness
        self._clock = clock
        self._pace = Pace(clock)
        self._by_key = {choice.key: choice for choice in labelling.choices if choice.key}
        self._said = ""
        self._note = ""

    def run(self) -> None:
        """Begin with the first text that has no answer; `Interrupted` at Ctrl-C."""
        try:
            row = self._next()
            while row is not None:
                row = self._label(row)
        except KeyboardInterrupt:
            done, total = self._labelling.progress
            raise Interrupted(f"interrupted: {done} of {total} texts are answered, all of them saved") from None

    def _label(self, row: Row) -> Row | None:
        """Show a text until something becomes of it; what to show after that, None to leave."""
        viewer = Viewer(self._terminal, self._head(), plain(row.text), clock=self._clock)
        self._pace.shown()
        while True:
            key = viewer.key(self._answers(viewer)).lower()
            if key == keys.RESIZED:
                continue
            self._said = ""
            if key in _LEAVE:
                return None
            if key == "n":
                written = typed(viewer, "note:", self._note)
                self._note = self._note if written is None else written
            elif key == "u":
                if (back := self._undo()) is not None:
                    return back
            elif (choice := self._chosen(key, viewer)) is not None:
                seconds = round(viewer.seconds, 1)
                self._labelling.answer(row.audit_id, choice.label, seconds=seconds, comment=self._note)
                self._said, self._note = f"saved: {plain_line(choice.label)}", ""
                return self._rate(row, viewer) if self._naturalness else self._next()

    def _next(self) -> Row | None:
        # The same annotator may have answered in a browser meanwhile.
        self._labelling.refresh()
        return self._labelling.next_open() or self._finish()

    def _finish(self) -> Row | None:
        """The last chance to take the last answer back."""
        viewer = Viewer(self._terminal, self._head(), "\nAll done, every answer is saved. Thank you!\n")
        while True:
            key = viewer.key([*([self._said] if self._said else []), "[u] undo  [q] quit"]).lower()
            if key in (*_LEAVE, keys.ENTER):
                return None
            if key == "u" and (back := self._undo()) is not None:
                return back

    def _head(self) -> str:
        done, total = self._labelling.progress
        return f"{done} of {total} answered ({plain_line(self._labelling.annotator)})"

    def _chosen(self, key: str, viewer: Viewer) -> Choice | None:
        if key == keys.ENTER:
            return self._by_number()
        choice = self._by_key.get(key)
        if choice is None:
            self._said = f"no answer has the key {plain_line(key)}"
        elif not self._pace.deliberate(key):
            self._said = _TOO_SOON
            return None
        return choice

    def _by_number(self) -> Choice | None:
        choices = self._labelling.choices
        listed = "\n".join(f"{number:4} {plain_line(choice.shown)}" for number, choice in enumerate(choices, 1))
        viewer = Viewer(self._terminal, "All answers", listed)
        number = typed(viewer, "number:", allowed=lambda character: character in "0123456789")
        if not number:
            return None
        if not 1 <= int(number[:9]) <= len(choices):
            self._said = f"{number} is none of the {len(choices)} answers"
            return None
        return choices[int(number) - 1]

    def _undo(self) -> Row | None:
        last = self._labelling.last()
        if last is None:
            self._said = "there is nothing to take back"
            return None
        if not self._pace.deliberate("u"):
            self._said = _TOO_SOON
            return None
        given = self._labelling.given(last.audit_id)
        self._said = f"taken back: {plain_line(given.label)}" if given else ""
        self._note = self._labelling.note(last.audit_id)
        return self._labelling.undo(last.audit_id)

    def _rate(self, row: Row, viewer: Viewer) -> Row | None:
        """Ask how natural the text reads that has its label now."""
        viewer.head = self._head()
        while True:
            scale = flowed((f"[{degree}] {words}" for degree, words in NATURALNESS.items()), viewer.width)
            question = f"{self._said}. How natural does it read?" if self._said else "How natural does it read?"
            key = viewer.key([question, *scale, "[0] skip  [u] undo  [q] quit"]).lower()
            if key in _LEAVE:
                return None
            if key == "0":
                return self._next()
            if key == "u":
                if (back := self._undo()) is not None:
                    return back
            elif key in map(str, NATURALNESS):
                if self._pace.deliberate(key):
                    self._labelling.rate(row.audit_id, int(key))
                    return self._next()
                self._said = _TOO_SOON

    def _answers(self, viewer: Viewer) -> list[str]:
        shown = [f"[{choice.key}] {plain_line(choice.shown)}" for choice in self._by_key.values()]
        by_number = len(self._by_key) < len(self._labelling.choices)
        lines = flowed(shown, viewer.width)
        if len(lines) > viewer.height // 2:
            # The text needs the room; the keys work all the same.
            lines, by_number = [], True
        more = ["[Enter] all answers by number"] if by_number else []
        lines += flowed([*more, "[n] note", "[u] undo", "[q] quit"], viewer.width)
        return [
            *lines,
            *([f"note: {plain_line(self._note)}"] if self._note else []),
            *([self._said] if self._said else []),
        ]
