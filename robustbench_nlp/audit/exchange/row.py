"""A line of a sheet, whatever program it was in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What a line says, as it says it; nothing here is checked yet.

    line         where in the file, from 1; in a JSON list the number of the record
    text         None where the file does not repeat it
    naturalness  as written, "" where nothing was
    by           whom the file names as the one who answered
    unreadable   why the line cannot be read
    """

    line: int
    audit_id: str = ""
    text: str | None = None
    label: str = ""
    naturalness: str = ""
    comment: str = ""
    seconds: float | None = None
    by: str = ""
    unreadable: str = ""
