"""Where shards run. Which engine, and how many workers, never changes a result."""

from __future__ import annotations

from collections.abc import Iterable

from robustbench_nlp.core.kinds import EngineSpec
from robustbench_nlp.markers import hookimpl


@hookimpl
def robust_engines() -> Iterable[EngineSpec]:
    """The engines that need nothing but this machine."""
    yield EngineSpec("processes", "worker processes on this machine", f"{__name__}.processes:ProcessEngine")
    yield EngineSpec("serial", "this process", f"{__name__}.serial:SerialEngine")
