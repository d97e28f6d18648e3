"""From what was said of the strata to figures about all pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from robustbench_nlp.audit.reliability import ControlErrors
from robustbench_nlp.audit.tally import Tally
from robustbench_nlp.core.report import Interval

if TYPE_CHECKING:
    import numpy as np

    from robustbench_nlp.stats.annotator_error import Controls
    from robustbench_nlp.stats.two_phase import TwoPhase


class Population(TypedDict):
    """What the strata are a sample of."""

    unchanged: int
    examples: int
    this_test_set: bool


@dataclass(frozen=True)
class Estimates:
    """The strata of an audit, and what they stand for.

    labels  of the task
    seed    of the Monte-Carlo draws behind the intervals of the flip rate
    """

    strata: Sequence[Tally]
    population: Population
    labels: int
    seed: int

    def parts(self) -> TwoPhase:
        """The drop and its parts, where a text about which nobody could tell counts as not kept."""
        return self._two_phase([stratum.kept for stratum in self.strata])

    def lenient_parts(self) -> TwoPhase:
        """The same where it counts as kept."""
        return self._two_phase([stratum.read - stratum.flipped for stratum in self.strata])

    def relabelled(self) -> Interval | None:
        """The drop if a changed label is the truth about the rewritten text; None for more than two labels."""
        from robustbench_nlp.stats.two_phase import relabelled_drop

        if self.labels != 2:
            return None
        kept = [stratum.kept for stratum in self.strata]
        before, after = ([stratum.name[at] == "1" for stratum in self.strata] for at in (0, 1))
        return relabelled_drop(self._sizes(), self._read(), kept, before, after, **self.population)

    def kept_as_answered(self) -> Interval:
        """Share of pairs whose label was kept, if annotators never err."""
        from robustbench_nlp.stats.flip_rate import flip_rate_interval

        kept = [stratum.kept for stratum in self.strata]
        return _rest(flip_rate_interval(self._sizes(), self._read(), kept, self._rng(), **self.population))

    def kept_corrected(self, by_side: Mapping[bool, ControlErrors]) -> Interval | None:
        """The same without the annotators' errors: on texts where the model's answer changed, and on others.

        None where there are no controls, or where they show that the answers say nothing.
        """
        from robustbench_nlp.stats.corrected_flip_rate import corrected_flip_rate

        together = self._controls(list(by_side.values()))
        if together is None:
            return None
        of = {side: self._controls([errors]) or together for side, errors in by_side.items()}
        controls = [of[bool(stratum.d)] for stratum in self.strata]
        kept = [stratum.kept for stratum in self.strata]
        try:
            flips = corrected_flip_rate(self._sizes(), self._read(), kept, controls, self._rng(), **self.population)
        except ValueError:
            return None
        return _rest(flips)

    def _controls(self, errors: Sequence[ControlErrors]) -> Controls | None:
        """Each untouched text shows what happens to a kept label, and to a flipped one that should be any other."""
        from robustbench_nlp.stats.annotator_error import Controls

        answers, wrong, other = (sum(getattr(e, of) for e in errors) for of in ("answers", "wrong", "other"))
        return Controls(wrong, answers, other, answers * (self.labels - 1)) if answers else None

    def _two_phase(self, kept: Sequence[int]) -> TwoPhase:
        from robustbench_nlp.stats.two_phase import two_phase

        return two_phase(self._sizes(), self._read(), kept, [s.d for s in self.strata], **self.population)

    def _sizes(self) -> list[int]:
        return [stratum.size for stratum in self.strata]

    def _read(self) -> list[int]:
        return [stratum.read for stratum in self.strata]

    def _rng(self) -> np.random.Generator:
        import numpy as np

        return np.random.default_rng(self.seed)


def _rest(flips: Interval) -> Interval:
    return Interval(1 - flips.value, 1 - flips.high, 1 - flips.low, flips.level, flips.method)
