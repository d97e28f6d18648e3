"""Answers from a file: the right ones are taken, of each other one it is said what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone

from robustbench_nlp.audit.choices import NATURALNESS, choices
from robustbench_nlp.audit.exchange.row import Row
from robustbench_nlp.audit.exchange.same_text import same_text
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.item import Item
from robustbench_nlp.audit.latest import latest
from robustbench_nlp.audit.response import Response
from robustbench_nlp.errors import UsageError


@dataclass(frozen=True)
class Refusal:
    """A line that was not taken."""

    line: int
    audit_id: str
    why: str


@dataclass(frozen=True)
class Taken:
    """What became of a file.

    accepted   new answers, now in the folder
    replaced   of these, how many say something else than the annotator's answer before
    as_before  rows that say what the annotator had said already
    blank      rows without an answer
    """

    accepted: tuple[Response, ...]
    refused: tuple[Refusal, ...]
    replaced: int = 0
    as_before: int = 0
    blank: int = 0


class _WrongError(Exception):
    """Why a row is refused."""


def take_in(folder: AuditFolder, annotator: str, rows: Iterable[Row]) -> Taken:
    """Add an annotator's answers to an audit; `UsageError` where the audit has no such annotator.

    The same file again adds nothing; an answer that was changed in it replaces the earlier one.
    """
    manifest = folder.manifest()
    known = [someone.name for someone in manifest.annotators]
    if annotator not in known:
        raise UsageError(f"the audit has no annotator {annotator!r}", f"its annotators are {', '.join(known)}")
    items = {item.audit_id: item for item in folder.items()}
    answers = tuple(choice.label for choice in choices(manifest.labels))
    given, refused, blank = [], [], 0
    for row in rows:
        try:
            item = _item(row, items, annotator)
            if row.label:
                given.append((row, _response(row, item, annotator, answers)))
            else:
                blank += 1
        except _WrongError as wrong:
            refused.append(Refusal(row.line, row.audit_id, str(wrong)))
    once, twice = _once(given)
    earlier = {audit_id: last for (who, audit_id), last in latest(folder.responses()).items() if who == annotator}
    merged = [_with_earlier(response, earlier.get(response.audit_id)) for response in once]
    new = tuple(response for response in merged if not _says(response, earlier.get(response.audit_id)))
    if new:
        folder.add_responses(new)
    return Taken(
        accepted=new,
        refused=tuple(sorted([*refused, *twice], key=lambda refusal: refusal.line)),
        replaced=sum(response.audit_id in earlier for response in new),
        as_before=len(once) - len(new),
        blank=blank,
    )


def _item(row: Row, items: Mapping[str, Item], annotator: str) -> Item:
    if row.unreadable:
        raise _WrongError(row.unreadable)
    item = items.get(row.audit_id)
    if item is None:
        raise _WrongError("is not a text of this audit" if row.audit_id else "has no audit_id")
    if annotator not in item.annotators:
        raise _WrongError(f"is not in the sheet of {annotator}, but of {' and '.join(item.annotators)}")
    if row.text is not None and not same_text(row.text, item.text):
        raise _WrongError("the text is not the one that was given out")
    return item


def _response(row: Row, item: Item, annotator: str, answers: Sequence[str]) -> Response:
    at = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    label, naturalness = _answer(row.label, answers), _naturalness(row.naturalness)
    return Response(item.audit_id, annotator, label, naturalness, row.seconds, at, row.comment)


def _answer(written: str, answers: Sequence[str]) -> str:
    """The answer that is meant; people write it with another case, and spreadsheets with other apostrophes."""
    meant = [answer for answer in answers if answer == written]
    meant = meant or [answer for answer in answers if same_text(written.casefold(), answer.casefold())]
    if len(meant) != 1:
        raise _WrongError(f"{written!r} is not an answer; there are: {', '.join(answers)}")
    return meant[0]


def _naturalness(written: str) -> int | None:
    if not written:
        return None
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        number = 0.0
    if number not in NATURALNESS:
        raise _WrongError(f"naturalness is {min(NATURALNESS)} to {max(NATURALNESS)}, not {written!r}")
    return int(number)


def _once(given: Iterable[tuple[Row, Response]]) -> tuple[list[Response], list[Refusal]]:
    """Of a text that is there twice neither answer is taken, unless both are the same."""
    by_id: dict[str, list[tuple[Row, Response]]] = defaultdict(list)
    for row, response in given:
        by_id[response.audit_id].append((row, response))
    once, twice = [], []
    for audit_id, found in by_id.items():
        if len({response.label for _, response in found}) == 1:
            once.append(found[-1][1])
            continue
        for row, response in found:
            others = " and ".join(str(other.line) for other, said in found if said.label != response.label)
            twice.append(Refusal(row.line, audit_id, f"is there more than once, with another label in line {others}"))
    return once, twice


def _with_earlier(response: Response, earlier: Response | None) -> Response:
    """A file that says less about a text than was known takes nothing away."""
    if earlier is None or earlier.label != response.label:
        return response
    return replace(
        response,
        naturalness=response.naturalness or earlier.naturalness,
        seconds=earlier.seconds if response.seconds is None else response.seconds,
        comment=response.comment or earlier.comment,
    )


def _says(response: Response, earlier: Response | None) -> bool:
    return earlier is not None and replace(response, at=earlier.at) == earlier
