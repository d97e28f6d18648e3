"""How often annotators err, as texts show whose label is known.

A blind annotator who misreads an unharmed text makes a flip out of nothing; one who misreads a harmed text hides one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Controls:
    """What annotators did with texts whose label is known.

    false_alarms, kept  texts that have a label and were not given it, of so many (untouched originals)
    misses, flipped     texts that do not have that label and were given it, of so many
    """

    false_alarms: int
    kept: int
    misses: int
    flipped: int

    def __post_init__(self) -> None:
        for wrong, texts, which in (
            (self.false_alarms, self.kept, "untouched"),
            (self.misses, self.flipped, "flipped"),
        ):
            if texts < 1 or not 0 <= wrong <= texts:
                raise ValueError(f"need 0 <= wrong <= texts and at least one text, got {wrong} of {texts} {which}")

    @property
    def false_alarm_rate(self) -> float:
        """Share of unharmed texts that were not given their label."""
        return self.false_alarms / self.kept

    @property
    def miss_rate(self) -> float:
        """Share of harmed texts that were given the label they no longer have."""
        return self.misses / self.flipped

    @property
    def youden(self) -> float:
        """1 less both rates (Youden 1950): 1 for faultless annotators, 0 or less for answers that say nothing."""
        return 1 - self.false_alarm_rate - self.miss_rate
