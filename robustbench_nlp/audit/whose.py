"""Who answered what is in a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from robustbench_nlp.audit.exchange.row import Row
from robustbench_nlp.audit.item import Item
from robustbench_nlp.audit.manifest import Manifest
from robustbench_nlp.errors import UsageError


def by_annotator(
    manifest: Manifest,
    items: Iterable[Item],
    path: Path,
    rows: Iterable[Row],
    *,
    annotator: str | None = None,
    users: Mapping[str, str] | None = None,
) -> dict[str, list[Row]]:
    """The rows of a file by annotator.

    What a row says itself counts first: an annotator's name, or a user of another program that `users` translates.
    Else it is `annotator`, or whom the file is called after, or the only one who has all of these texts. `UsageError`
    where that leaves it open, where several users are unknown, and where `users` names no annotator.
    """
    known = {someone.name for someone in manifest.annotators}
    for user, name in (users or {}).items():
        if name not in known:
            raise UsageError(
                f"--user {user}={name}: the audit has no annotator {name!r}", f"it has {', '.join(sorted(known))}"
            )
    rows = [replace(row, by=(users or {}).get(row.by, row.by)) for row in rows]
    strange = list(dict.fromkeys(row.by for row in rows if row.by and row.by not in known))
    said: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        said[row.by if row.by in known else ""].append(row)
    left = said.pop("", [])
    if len(strange) > 1 or (strange and said and not annotator):
        raise UsageError(
            f"{path} has answers of {', '.join(strange)}",
            f"say which annotators they are: --user {strange[0]}=NAME; the audit has {', '.join(sorted(known))}",
        )
    if said and not any(row.label for row in left):
        # Texts that nobody answered, in a file of several people: nothing says who should have.
        next(iter(said.values())).extend(row for row in left if row.unreadable)
    elif left:
        said[annotator or _whole_file(known, items, path, left)] += left
    return dict(said)


def _whole_file(known: set[str], items: Iterable[Item], path: Path, rows: Sequence[Row]) -> str:
    if path.stem in known:
        return path.stem
    ids = {row.audit_id for row in rows}
    owners = [set(item.annotators) for item in items if item.audit_id in ids]
    fitting = set.intersection(*owners) & known if owners else set()
    if len(fitting) != 1:
        raise UsageError(f"whose answers are in {path}?", f"say it with --annotator: {', '.join(sorted(known))}")
    return fitting.pop()
