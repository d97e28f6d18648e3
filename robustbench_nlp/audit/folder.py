"""The folder of an audit: manifest, hidden items, blind sheets, and answers that are only ever added to."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from robustbench_nlp.audit.answers import read_answers
from robustbench_nlp.audit.by_time import by_time
from robustbench_nlp.audit.item import Item
from robustbench_nlp.audit.manifest import MEND, Manifest
from robustbench_nlp.audit.response import Response
from robustbench_nlp.errors import DataError, ReportError, UsageError
from robustbench_nlp.runner.atomic import write_whole
from robustbench_nlp.runner.folder_lock import held

AUDITS = "audits"
"""Beside a run's `report.json`."""


def audit_folder(run: Path, transform: str) -> AuditFolder:
    """Where the audit of one transform of a run lies; the name is the transform's, made fit for any file system."""
    return AuditFolder(run / AUDITS / re.sub(r"[^A-Za-z0-9@+_=.-]+", "-", transform).strip("-."))


def audit_folders(run: Path) -> Iterator[AuditFolder]:
    """Every audit of a run."""
    for path in sorted((run / AUDITS).glob(f"*/{AuditFolder.MANIFEST}")):
        yield AuditFolder(path.parent)


class AuditFolder:
    """Files of one audit; each is there whole or not at all, and no answer is ever taken out."""

    MANIFEST, ITEMS, RESPONSES, ANSWERS = "manifest.json", "items.jsonl", "responses.jsonl", "answers.sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path

    def locked(self) -> AbstractContextManager[None]:
        """Hold the folder; `UsageError` where somebody else does."""
        return held(self.path, "command")

    def sheet(self, annotator: str) -> Path:
        """Where an annotator's blind sheet lies."""
        return self.path / "sheets" / f"{annotator}.csv"

    def write_plan(self, manifest: Manifest, items: Iterable[Item]) -> None:
        """The items first: a folder with a manifest is complete."""
        lines = "".join(json.dumps(item.to_json(), ensure_ascii=False, sort_keys=True) + "\n" for item in items)
        write_whole(self.path / self.ITEMS, lines.encode("utf-8", "surrogatepass"))
        content = json.dumps(manifest.to_json(), ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        write_whole(self.path / self.MANIFEST, content.encode("utf-8", "surrogatepass"))

    def manifest(self) -> Manifest:
        """What the audit is about; `UsageError` where there is none, `DataError` where it cannot be read."""
        path = self.path / self.MANIFEST
        if not path.is_file():
            raise UsageError(f"{self.path} holds no audit", "make one: robust audit plan RUN --transform NAME")
        try:
            return Manifest.from_json(json.loads(path.read_text("utf-8", "surrogatepass")))
        except (OSError, ValueError) as error:
            raise DataError(f"{path} cannot be read: {error}", MEND) from error

    def items(self) -> tuple[Item, ...]:
        """Every text, in the order of the plan; `DataError` where one was changed."""
        path = self.path / self.ITEMS
        try:
            text = path.read_text("utf-8", "surrogatepass")
            return tuple(Item.from_json(json.loads(line)) for line in text.split("\n") if line)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataError(f"{path} cannot be read: {error}", MEND) from error

    def add_responses(self, responses: Iterable[Response]) -> None:
        """Append answers and see them to the disk before this returns; several processes may do so at once.

        `ReportError` where they could not all be saved.
        """
        lines = "".join(json.dumps(response.to_json(), ensure_ascii=False) + "\n" for response in responses)
        path = self.path / self.RESPONSES
        try:
            # One write to a file opened for appending is never torn by another process's.
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            try:
                # After a crash in the middle of a line, the next answer begins on a line of its own.
                lead = "" if _ends_a_line(path) else "\n"
                content = (lead + lines).encode("utf-8", "surrogatepass")
                # A disk that is nearly full takes a part and reports no error.
                if os.write(descriptor, content) < len(content):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise ReportError(
                f"cannot write {path}: {error.strerror or error}", "nothing that was saved before is lost"
            ) from error

    def responses(self) -> tuple[Response, ...]:
        """Every answer ever given, in the terminal, by import or in a browser, oldest first."""
        return by_time(self._appended(), read_answers(self.path / self.ANSWERS))

    def _appended(self) -> Iterator[Response]:
        path = self.path / self.RESPONSES
        if not path.is_file():
            return
        for line in path.read_bytes().split(b"\n"):
            try:
                yield Response.from_json(json.loads(line.decode("utf-8", "surrogatepass")))
            except (ValueError, TypeError):
                # A crash cut it short or left rubbish, or there is nothing in it: the other answers still count.
                continue


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if not size:
            return True
        file.seek(size - 1)
        return file.read(1) == b"\n"
