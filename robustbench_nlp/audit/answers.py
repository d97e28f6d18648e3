"""Answers given in a browser: an SQLite file beside the others, each answer on the disk before it counts as saved."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from pathlib import Path

from robustbench_nlp.audit.response import Response
from robustbench_nlp.errors import DataError, ReportError

_COLUMNS = ", ".join(field.name for field in fields(Response))
_TABLE = """CREATE TABLE IF NOT EXISTS answers (
    number INTEGER PRIMARY KEY, audit_id TEXT NOT NULL, annotator TEXT NOT NULL, label TEXT NOT NULL,
    naturalness INTEGER, seconds REAL, at TEXT NOT NULL, comment TEXT NOT NULL
)"""


class Answers:
    """The file, open for writing: from several threads, and by several processes at once. Nothing is ever removed."""

    def __init__(self, path: Path) -> None:
        """`ReportError` where it cannot be written or is something else."""
        self._path = path
        self._lock = threading.Lock()
        with self._explained():
            self._connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
            # FULL, or else a transaction that was said to be saved may not outlive a power cut in this mode.
            self._connection.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; {_TABLE};")

    def add(self, responses: Iterable[Response]) -> None:
        """Save answers, all or none; on the disk when this returns."""
        marks = ", ".join("?" * len(fields(Response)))
        with self._lock, self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany(
                    f"INSERT INTO answers ({_COLUMNS}) VALUES ({marks})", map(astuple, responses)
                )
                self._connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Leave one plain file behind, which can be read from a medium that cannot be written."""
        with self._lock:
            # Another server has it open: then that one leaves it so.
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("PRAGMA journal_mode=DELETE")
            self._connection.close()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise ReportError(f"cannot write {self._path}: {error}", "nothing that was saved before is lost") from error


def read_answers(path: Path) -> tuple[Response, ...]:
    """Every answer in the file, oldest first, also while it is written; none where there is no file."""
    if not path.is_file():
        return ()
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as file:
            # A server killed at its very start leaves a file without the table.
            if not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'answers'").fetchone():
                return ()
            rows = file.execute(f"SELECT {_COLUMNS} FROM answers ORDER BY number").fetchall()
    except sqlite3.Error as error:
        raise DataError(f"{path} cannot be read: {error}", "it holds the answers given in a browser") from error
    return tuple(Response(*row) for row in rows)
