"""Predictions kept across runs: a SQLite file keyed by model digest and text digest. Never pickle.

The file may be old, damaged or another's: what is read from it is believed only where it can be an answer.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from robustbench_nlp.core.probabilities import are_probabilities

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
            db.execute("SELECT model, text, probabilities FROM predictions LIMIT 0")
        except sqlite3.Error:
            db.close()
            raise
        return db

    def get(self, keys: Sequence[bytes], classes: int) -> dict[bytes, NDArray[np.float64]]:
        """What is known of these texts. Rows that are no probabilities of so many classes are told in `trouble`."""
        import numpy as np

        kept = self._kept(keys)
        whole = {key: row for key, row in kept.items() if isinstance(row, bytes) and len(row) == 8 * classes}
        rows = np.frombuffer(b"".join(whole.values()), dtype="<f8").reshape(-1, classes)
        found = {key: row for key, row, good in zip(whole, rows, are_probabilities(rows), strict=True) if good}
        if len(found) < len(kept):
            self.trouble = f"{len(kept) - len(found)} kept predictions were damaged; their texts were scored again"
        return found

    def _kept(self, keys: Sequence[bytes]) -> dict[bytes, object]:
        kept: dict[bytes, object] = {}
        try:
            with closing(self._db.cursor()) as cursor:
                for key in keys:
                    row = cursor.execute(
                        "SELECT probabilities FROM predictions WHERE model = ? AND text = ?", (self._model, key)
                    ).fetchone()
                    if row:
                        kept[key] = row[0]
        except sqlite3.Error as error:
            self.trouble = f"some predictions of earlier runs could not be read: {error}"
        return kept

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
