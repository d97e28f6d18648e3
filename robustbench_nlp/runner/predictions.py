"""Predictions kept across runs: a SQLite file keyed by model digest and text digest. Never pickle."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TABLE = """CREATE TABLE IF NOT EXISTS predictions
(model TEXT NOT NULL, text BLOB NOT NULL, probabilities BLOB NOT NULL, PRIMARY KEY (model, text)) WITHOUT ROWID"""


def text_key(text: str) -> bytes:
    """16 bytes that stand for a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class PredictionStore:
    """Rows of probabilities by text, for one model. A file that cannot be used is replaced by memory, and said so."""

    def __init__(self, path: Path | None, model_digest: str) -> None:
        self._model = model_digest
        self.trouble = ""
        try:
            self._db = self._open(path)
        except (OSError, sqlite3.Error) as error:
            self.trouble = f"predictions are not kept between runs: {path}: {error}"
            self._db = self._open(None)

    def _open(self, path: Path | None) -> sqlite3.Connection:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path or ":memory:", timeout=30)
        try:
            # Writers of two runs take turns, readers never wait.
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            with db:
                db.execute(TABLE)
                # Fails at once on a read-only file, before any work is lost to it.
                db.execute("DELETE FROM predictions WHERE model = ''")
        except sqlite3.Error:
            db.close()
            raise
        return db

    def get(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float64]]:
        """What is known of these texts."""
        import numpy as np

        found: dict[bytes, NDArray[np.float64]] = {}
        with closing(self._db.cursor()) as cursor:
            for key in keys:
                row = cursor.execute(
                    "SELECT probabilities FROM predictions WHERE model = ? AND text = ?", (self._model, key)
                ).fetchone()
                if row:
                    found[key] = np.frombuffer(row[0], dtype="<f8")
        return found

    def put(self, rows: Iterable[tuple[bytes, NDArray[np.float64]]]) -> None:
        """Keep predictions; trouble with the file is remembered in `trouble` and never stops a run."""
        values = [(self._model, key, row.astype("<f8").tobytes()) for key, row in rows]
        try:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO predictions VALUES (?, ?, ?)", values)
        except sqlite3.Error as error:
            self.trouble = f"some predictions could not be kept for later runs: {error}"

    def close(self) -> None:
        """Close the file."""
        self._db.close()
