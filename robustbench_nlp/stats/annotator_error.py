"""Taking the annotators' own errors out of the share of flipped labels.

A blind annotator who misreads an unharmed text makes a flip out of nothing; one who misreads a harmed text hides one.
Both rates are known from controls: untouched originals, and texts whose label is known to be another.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.quantiles import two_sided_z


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


def rogan_gladen(observed: float, controls: Controls) -> float:
    """The flip rate corrected for both kinds of error, clipped to [0, 1].

    `(observed - e) / (1 - e - s)` with false alarm rate e and miss rate s. Raises ValueError where e + s >= 1: such
    answers say nothing.

    Source: Rogan and Gladen (1978), American Journal of Epidemiology 107, 71-76.
    """
    if controls.youden <= 0:
        raise ValueError(f"annotators no better than chance: {controls}")
    return min(max((observed - controls.false_alarm_rate) / controls.youden, 0.0), 1.0)


def lang_reiczigel(flips: float, audited: float, controls: Controls, level: float = 0.95) -> Interval:
    """The corrected flip rate of a simple random sample, with an interval that knows the controls are few, too.

    flips, audited: changed labels seen, of so many; fractions are fine, as an effective sample size may be one. Raises
    ValueError where the counts are impossible or the annotators no better than chance.

    Source: Lang and Reiczigel (2014), Preventive Veterinary Medicine 113, 13-22.
    """
    if audited <= 0 or not 0 <= flips <= audited:
        raise ValueError(f"need 0 <= flips <= audited and audited > 0, got {flips} and {audited}")
    value = rogan_gladen(flips / audited, controls)
    z = two_sided_z(level)
    n = audited + z * z
    apparent = (flips + z * z / 2) / n
    specificity = (controls.kept - controls.false_alarms + 1) / (controls.kept + 2)
    sensitivity = (controls.flipped - controls.misses + 1) / (controls.flipped + 2)
    youden = sensitivity + specificity - 1
    if youden <= 0:
        raise ValueError("annotators no better than chance on the controls")
    rate = (apparent + specificity - 1) / youden
    of_sensitivity = sensitivity * (1 - sensitivity) / (controls.flipped + 2)
    of_specificity = specificity * (1 - specificity) / (controls.kept + 2)
    shift = 2 * z * z * (rate * of_sensitivity - (1 - rate) * of_specificity)
    variance = apparent * (1 - apparent) / n + (1 - rate) ** 2 * of_specificity + rate**2 * of_sensitivity
    half = z * sqrt(variance) / youden
    low, high = (min(max(end, 0.0), 1.0) for end in (rate + shift - half, rate + shift + half))
    return Interval(value, min(low, value), max(high, value), level, "rogan-gladen, lang-reiczigel")
