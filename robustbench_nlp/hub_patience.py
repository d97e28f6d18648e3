"""A hub that cannot be reached must be said within seconds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = "10"


@contextmanager
def impatient() -> Iterator[None]:
    """Short timeouts where the user has set none; the hub's client reads them when it is first imported."""
    names = ("HF_HUB_ETAG_TIMEOUT", "HF_HUB_DOWNLOAD_TIMEOUT")
    added = [name for name in names if name not in os.environ]
    os.environ.update(dict.fromkeys(added, SECONDS))
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]
