"""Parses kept between runs: one SQLite file per model, keyed by level and sentence. Never pickle, never in the way.

Why not spaCy's DocBin: in pieces of a sentence each, so that one can be found, it is read at a sixth of this speed and
takes four times the space; and it needs spaCy and the model in memory. A run that parses nothing new loads neither.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

TABLE = """CREATE TABLE IF NOT EXISTS parses
(level TEXT NOT NULL, sentence BLOB NOT NULL, words BLOB NOT NULL, PRIMARY KEY (level, sentence)) WITHOUT ROWID"""
LARGEST = 2 << 30
"""Bytes. A full store is read and no longer added to."""
PAGE = 4096
ASKED_AT_ONCE = 400


def sentence_key(sentence: str) -> bytes:
    """16 bytes that stand for a sentence."""
    return hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class ParseStore:
    """Stored columns by sentence. Trouble with the file costs the time to parse again and nothing else.

    Several processes may use one file: each has a connection of its own, also after a fork, and readers never wait.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None
        self._writable = True
        self._owner = 0
        self._inherited: sqlite3.Connection | None = None

    def get(self, level: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is known of these sentences."""
        db = self._connection()
        found: dict[bytes, bytes] = {}
        if db is None:
            return found
        try:
            for at in range(0, len(keys), ASKED_AT_ONCE):
                some = keys[at : at + ASKED_AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT sentence, words FROM parses WHERE level = ? AND sentence IN ({marks})"
                found.update(db.execute(query, (level, *some)))
        except (sqlite3.Error, ValueError) as error:
            self._give_up(error)
        return found

    def put(self, level: str, rows: Mapping[bytes, bytes]) -> None:
        """Keep the columns of some sentences, all or none."""
        db = self._connection()
        if db is None or not self._writable:
            return
        try:
            with db:
                db.executemany(
                    "INSERT OR REPLACE INTO parses VALUES (?, ?, ?)", [(level, *row) for row in rows.items()]
                )
        except sqlite3.OperationalError:
            # Full, read-only, or locked for long: what is there can still be read.
            self._writable = False
        except sqlite3.Error as error:
            self._give_up(error)

    def _connection(self) -> sqlite3.Connection | None:
        if self._owner != os.getpid():
            # To close a connection of the parent process would disturb it.
            self._owner, self._inherited, self._db = os.getpid(), self._db, None
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._db = self._opened()
            except (sqlite3.Error, OSError) as error:
                self._give_up(error)
        return self._db

    def _opened(self) -> sqlite3.Connection:
        # A parser may be shared between threads, and lets one in at a time.
        db = sqlite3.connect(self._path, timeout=10, check_same_thread=False)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute(f"PRAGMA max_page_count={LARGEST // PAGE}")
            with db:
                db.execute(TABLE)
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _give_up(self, error: Exception) -> None:
        """Go on without the file until the process ends. A damaged one is removed: the next run makes it anew."""
        self._db = None
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            for part in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    self._path.with_name(self._path.name + part).unlink()
