"""Who answered what is in a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from robustbench_nlp.audit.exchange.row import Row
from robustbench_nlp.audit.item import Item
from robustbench_nlp.audit.manifest import Manifest
from robustbench_nlp.errors import UsageError


def by_annotator(
    manifest: Manifest, items: Iterable[Item], path: Path, rows: Iterable[Row], names: Mapping[str, str]
) -> dict[str, list[Row]]:
    """The rows of a file by annotator.

    What a row says itself counts first: an annotator's name, or a user of another program that `names` translates.
    Else it is the annotator the file is called after, else the only one who has all of these texts. `UsageError`
    where that leaves it open, or where a file is by several users that `names` does not know.
    """
    known = {someone.name for someone in manifest.annotators}
    said: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        # A text that nobody answered says nothing about who should have.
        said[names.get(row.by, row.by) if row.label or row.by else ""].append(row)
    strange = [by for by in said if by and by not in known]
    if len(strange) > 1 or (strange and set(said) & known):
        example = f"--user {strange[0]}=NAME"
        raise UsageError(f"{path} has answers of {', '.join(strange)}", f"say which annotators they are: {example}")
    left = [row for by in ("", *strange) for row in said.pop(by, ())]
    if left:
        said[_whole_file(known, items, path, left) if not said else next(iter(said))] += left
    return dict(said)


def _whole_file(known: set[str], items: Iterable[Item], path: Path, rows: Iterable[Row]) -> str:
    if path.stem in known:
        return path.stem
    ids = {row.audit_id for row in rows}
    owners = [set(item.annotators) for item in items if item.audit_id in ids]
    fitting = set.intersection(*owners) & known if owners else set()
    if len(fitting) != 1:
        raise UsageError(f"whose answers are in {path}?", f"say it with --annotator: {', '.join(sorted(known))}")
    return fitting.pop()
