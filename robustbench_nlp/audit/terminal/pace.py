"""Whether a key was pressed on purpose: not held down, and not before the text could be read."""

from __future__ import annotations

from collections.abc import Callable

SHORTEST = 0.25
"""Seconds: whoever answers sooner has pressed a key twice."""
FIRST_REPEAT, REPEAT = 0.7, 0.3
"""Seconds: a key that is held comes again before the first has passed, and from then on before the second."""


class Pace:
    """Remembers the last press. A terminal does not say that a key is held, only its rhythm does."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._shown_at = self._pressed_at = float("-inf")
        self._key = ""
        self._repeats_after = FIRST_REPEAT

    def shown(self) -> None:
        """A text is on the screen from now on."""
        self._shown_at = self._clock()

    def deliberate(self, key: str) -> bool:
        """Whether this press counts."""
        now = self._clock()
        held = key == self._key and now - self._pressed_at < self._repeats_after
        self._key, self._pressed_at = key, now
        self._repeats_after = REPEAT if held else FIRST_REPEAT
        return not held and now - self._shown_at >= SHORTEST
