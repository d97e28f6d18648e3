"""Answers out of several records put into the order in which they were given."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone

from robustbench_nlp.audit.response import Response

_START = datetime.min.replace(tzinfo=timezone.utc)


def by_time(*records: Iterable[Response]) -> tuple[Response, ...]:
    """Merge records by time; within one the order stays as it is, whatever its times say (or do not)."""
    merged = heapq.merge(*map(_timed, records), key=lambda pair: pair[0])
    return tuple(response for _, response in merged)


def _timed(record: Iterable[Response]) -> Iterator[tuple[datetime, Response]]:
    now = _START
    for response in record:
        now = max(now, _moment(response.at))
        yield now, response


def _moment(at: str) -> datetime:
    try:
        moment = datetime.fromisoformat(at)
    except (TypeError, ValueError):
        return _START
    return moment if moment.tzinfo else moment.astimezone()
