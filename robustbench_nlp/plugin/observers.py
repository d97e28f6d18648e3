"""Those who listen to a run, kept from disturbing it."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from robustbench_nlp.core.kinds import Event
from robustbench_nlp.plugin.broken import BrokenPlugin, cause_of
from robustbench_nlp.plugin.loader import LoadedPlugin
from robustbench_nlp.plugin.register import Observer


class Observers:
    """The observers of all plugins. One that raises or exits is noted in `switched_off` and not called again."""

    def __init__(self, plugins: Iterable[LoadedPlugin]) -> None:
        self._listening: list[tuple[LoadedPlugin, Observer]] = [(p, o) for p in plugins for o in p.observers]
        self.switched_off: list[BrokenPlugin] = []

    def __len__(self) -> int:
        return len(self._listening)

    def notify(self, event: Event) -> None:
        """Tell everyone, each with a copy of its own."""
        for listener in tuple(self._listening):
            plugin, observe = listener
            own_copy = copy.deepcopy(event)
            try:
                observe(own_copy)
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                self._listening.remove(listener)
                found = plugin.found
                cause = f"{cause_of(error)}, on {event.kind!r}; it hears nothing more of this run"
                suggestion = f"report it to the authors of {found.distribution}; the results are not affected"
                self.switched_off.append(
                    BrokenPlugin(found.name, found.distribution, found.version, "observe", cause, suggestion)
                )
