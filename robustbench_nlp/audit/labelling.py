"""One annotator's way through the texts: which one is next, what was answered, what is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import NamedTuple

from robustbench_nlp.audit.choices import NATURALNESS, choices
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.latest import latest
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.sheet import in_order
from robustbench_nlp.errors import UsageError

Save = Callable[[Iterable[Response]], None]
"""Returns once the answers are on the disk."""


class Row(NamedTuple):
    """A text, and nothing else about it: what is not here, no screen can give away."""

    audit_id: str
    text: str


class Progress(NamedTuple):
    """How many texts are answered, and of how many."""

    done: int
    total: int


class Labelling:
    """The texts of one annotator in the order of the blind sheet, and the answers so far.

    Every answer goes to `save` (the folder's own file unless said otherwise) before the method returns. The same
    annotator may answer elsewhere meanwhile; `refresh` takes that in.
    """

    def __init__(self, folder: AuditFolder, annotator: str, save: Save | None = None) -> None:
        """`UsageError` where the audit has no texts for `annotator`."""
        self.annotator = annotator
        self._folder = folder
        self._save = save or folder.add_responses
        self._plan: tuple[int, ...] | None = None
        self.refresh()

    def refresh(self) -> None:
        """Read the answers again, and the texts where some were given to another reader meanwhile."""
        plan = _version(self._folder.path / self._folder.ITEMS)
        if plan != self._plan:
            self._read_plan()
            self._plan = plan
        own = [r for r in self._folder.responses() if r.annotator == self.annotator and r.audit_id in self._texts]
        self._given = {audit_id: response for (_, audit_id), response in latest(own).items()}
        self._notes = {response.audit_id: response.comment for response in own}

    def _read_plan(self) -> None:
        manifest = self._folder.manifest()
        self.choices = choices(manifest.labels)
        items = in_order(self._folder.items(), self.annotator, manifest.seed)
        self.rows = tuple(Row(item.audit_id, item.text) for item in items)
        if not self.rows:
            people = ", ".join(someone.name for someone in manifest.annotators if someone.kind == "person")
            raise UsageError(f"the audit has no texts for {self.annotator!r}", f"its annotators are {people}")
        self._texts = dict(self.rows)

    @property
    def progress(self) -> Progress:
        """Texts answered, and all."""
        return Progress(len(self._given), len(self.rows))

    def next_open(self) -> Row | None:
        """The first text without an answer; None when all are done."""
        return next((row for row in self.rows if row.audit_id not in self._given), None)

    def row(self, audit_id: str) -> Row:
        """The text of that id; `UsageError` where it is not the annotator's."""
        try:
            return Row(audit_id, self._texts[audit_id])
        except KeyError:
            raise UsageError(f"{audit_id!r} is not a text of {self.annotator}") from None

    def given(self, audit_id: str) -> Response | None:
        """The answer about a text."""
        return self._given.get(audit_id)

    def note(self, audit_id: str) -> str:
        """What was written about a text; an answer that is taken back leaves it there."""
        return self._notes.get(audit_id, "")

    def last(self) -> Row | None:
        """The text answered last: what `undo` would take back."""
        return self.row(next(reversed(self._given))) if self._given else None

    def answer(self, audit_id: str, label: str, *, seconds: float | None = None, comment: str = "") -> None:
        """Save an answer; it replaces an earlier one. `UsageError` where the label is not a choice."""
        if all(label != choice.label for choice in self.choices):
            raise UsageError(f"{label!r} is not an answer", ", ".join(choice.label for choice in self.choices))
        given = self.given(self.row(audit_id).audit_id)
        # A browser that never got our reply says the same again.
        if given and (given.label, given.seconds, given.comment) == (label, seconds, comment):
            return
        self._put(Response(audit_id, self.annotator, label, None, seconds, _now(), comment))

    def rate(self, audit_id: str, naturalness: int) -> None:
        """Add to an answer how natural the text reads, 1 to 5; `UsageError` where there is no answer yet."""
        given = self.given(audit_id)
        if given is None or naturalness not in NATURALNESS:
            raise UsageError(f"{audit_id!r} cannot be rated {naturalness}", "1 to 5, of a text that has its label")
        self._put(replace(given, naturalness=naturalness, at=_now()))

    def undo(self, audit_id: str | None = None) -> Row | None:
        """Take back an answer, the last one unless said otherwise; the text, None where there is nothing to take."""
        row = self.last() if audit_id is None else self.row(audit_id)
        if row and row.audit_id in self._given:
            self._put(Response(row.audit_id, self.annotator, "", at=_now(), comment=self.note(row.audit_id)))
        return row

    def _put(self, response: Response) -> None:
        self._save([response])
        self._notes[response.audit_id] = response.comment
        self._given.pop(response.audit_id, None)
        if response.label:
            self._given[response.audit_id] = response


def _version(path: Path) -> tuple[int, ...]:
    try:
        status = path.stat()
    except FileNotFoundError:
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")
