"""One short name for plain content, the same on every machine."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def plain_digest(content: Any) -> str:
    """First 16 hex digits of the SHA-256 of dicts, lists, texts and numbers.

    Numbers count to nine digits: the last of sixteen depend on how many threads, and what processor, added them up.
    """
    return hashlib.sha256(json.dumps(_rounded(content), sort_keys=True).encode()).hexdigest()[:16]


def _rounded(content: Any) -> Any:
    if isinstance(content, float):
        return float(f"{content:.9g}")
    if isinstance(content, dict):
        return {key: _rounded(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_rounded(value) for value in content]
    return content
