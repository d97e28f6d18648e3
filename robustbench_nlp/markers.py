"""The mark plugin functions carry: `@hookimpl`. The name is both the entry-point group and the pluggy project."""

from __future__ import annotations

import pluggy

PROJECT = "robustbench_nlp"

hookimpl = pluggy.HookimplMarker(PROJECT)
