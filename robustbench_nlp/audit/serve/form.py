"""What a page sends back, read without trust."""

from __future__ import annotations

import math
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request

LIMIT = 64 * 1024
"""Bytes of a request; the longest honest one is a note."""
LONGEST = 24 * 60 * 60.0


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, each with its last value; an `HTTPException` where there is too much or it is no form."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LIMIT:
            raise HTTPException(413)
    try:
        fields = parse_qs(body.decode("ascii", "strict"), keep_blank_values=True, max_num_fields=20)
    except ValueError as error:
        raise HTTPException(400) from error
    return {name: values[-1] for name, values in fields.items()}


def seconds(said: str) -> float | None:
    """Time spent reading as a page says it; None for what cannot be one."""
    try:
        value = float(said)
    except ValueError:
        return None
    return round(value, 1) if math.isfinite(value) and 0 <= value <= LONGEST else None
