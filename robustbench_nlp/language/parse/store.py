"""Parses kept between runs: one SQLite file per model, keyed by level and sentence. Never pickle, never in the way."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

TABLE = """CREATE TABLE IF NOT EXISTS parses
(level TEXT NOT NULL, sentence BLOB NOT NULL, words TEXT NOT NULL, PRIMARY KEY (level, sentence)) WITHOUT ROWID"""
LARGEST = 2 << 30
"""Bytes. A full store is read and no longer added to."""
PAGE = 4096
ASKED_AT_ONCE = 400


def sentence_key(sentence: str) -> bytes:
    """16 bytes that stand for a sentence."""
    return hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class ParseStore:
    """Columns by sentence. Trouble with the file costs the time to parse again and nothing else.

    Several processes may use one file: each has its own connection, also after a fork, readers never wait.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None
        self._owner = 0

    def get(self, level: str, keys: Sequence[bytes]) -> dict[bytes, str]:
        """What is known of these sentences."""
        found: dict[bytes, str] = {}
        with self._forgiven():
            if db := self._connection():
                for at in range(0, len(keys), ASKED_AT_ONCE):
                    some = keys[at : at + ASKED_AT_ONCE]
                    marks = ",".join("?" * len(some))
                    query = f"SELECT sentence, words FROM parses WHERE level = ? AND sentence IN ({marks})"
                    found.update(db.execute(query, (level, *some)))
        return found

    def put(self, level: str, rows: Mapping[bytes, str]) -> None:
        """Keep the columns of some sentences, all or none."""
        with self._forgiven():
            if db := self._connection():
                with db:
                    values: Iterable[tuple[str, bytes, str]] = ((level, key, words) for key, words in rows.items())
                    db.executemany("INSERT OR REPLACE INTO parses VALUES (?, ?, ?)", values)

    @contextlib.contextmanager
    def _forgiven(self):
        try:
            yield
        except sqlite3.OperationalError:
            pass  # full, locked for long, read-only
        except (sqlite3.Error, OSError, UnicodeError):
            self._discard()

    def _connection(self) -> sqlite3.Connection | None:
        if self._owner != os.getpid():
            self._owner = os.getpid()
            self._db = None
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._db = self._open()
        return self._db

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, timeout=10, check_same_thread=False)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=OFF")
            db.execute(f"PRAGMA max_page_count={LARGEST // PAGE}")
            with db:
                db.execute(TABLE)
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _discard(self) -> None:
        """Give up a damaged file; the next run begins a new one."""
        self._db = None
        with contextlib.suppress(OSError):
            self._path.unlink()
