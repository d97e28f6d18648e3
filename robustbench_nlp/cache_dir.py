"""Where fetched data and predictions are kept between runs."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "ROBUST_CACHE"


def cache_dir() -> Path:
    """The folder in ROBUST_CACHE, else the user's cache folder of this system. It need not exist yet."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("robustbench-nlp", appauthor=False))
