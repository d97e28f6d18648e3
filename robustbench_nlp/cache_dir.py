"""Where fetched data and predictions are kept between runs."""

from __future__ import annotations

import os
from pathlib import Path

from robustbench_nlp.errors import UsageError
from robustbench_nlp.local_path import local_path

VARIABLE = "ROBUST_CACHE"


def cache_dir() -> Path:
    """The folder in ROBUST_CACHE, else the user's cache folder of this system. It need not exist yet.

    `UsageError` where ROBUST_CACHE holds no path.
    """
    chosen = os.environ.get(VARIABLE)
    if chosen:
        try:
            return local_path(chosen)
        except UsageError as error:
            raise UsageError(f"{VARIABLE}: {error.message}", "set it to a folder, or to nothing") from None
    import platformdirs

    return Path(platformdirs.user_cache_dir("robustbench-nlp", appauthor=False))
