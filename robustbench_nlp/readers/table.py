"""What every file becomes before anything is made of it: named columns of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Table:
    """Columns of equal length, by name in the order of the file.

    class_names  for columns whose integers have names in the data set's own schema
    """

    columns: dict[str, list[Any]]
    class_names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(next(iter(self.columns.values()), []))
