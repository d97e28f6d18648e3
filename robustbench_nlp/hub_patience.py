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


def hub_answers() -> bool:
    """Whether the hub can be reached, asked once and through the user's own proxy.

    The hub's client itself tries six times with growing pauses, and says so each time, before it gives up.
    """
    from huggingface_hub import constants, get_session

    if constants.HF_HUB_OFFLINE:
        return False
    try:
        get_session().head(constants.ENDPOINT, timeout=float(SECONDS))
    except Exception:
        # Errors of the client's transport, which is not always the same library. Any answer at all is an answer.
        return False
    return True


def hub_silence() -> str:
    """Why there is no answer, in place of what the hub's client says of the switches that were put for it."""
    from huggingface_hub import constants

    return "HF_HUB_OFFLINE is set" if constants.HF_HUB_OFFLINE else "the hub does not answer"
