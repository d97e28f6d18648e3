"""Changes whenever a data set does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from robustbench_nlp.core.text import Example


def fingerprint(examples: Iterable[Example], labels: Sequence[str]) -> str:
    """First 16 hex digits of a SHA-256 over label names and every id, text and label, in order."""
    content = hashlib.sha256("\x1f".join(labels).encode())
    for example in examples:
        # Lengths keep neighbours apart whatever they contain.
        head = f"\x1e{len(example.id)}\x1f{len(example.text)}\x1f{example.label}\x1f"
        content.update((head + example.id + example.text).encode("utf-8", "surrogatepass"))
    return content.hexdigest()[:16]
