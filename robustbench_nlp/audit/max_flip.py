"""Are the labels kept often enough? The gate on an audit's flip rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from robustbench_nlp.audit.analysis import Audited
from robustbench_nlp.errors import UsageError

if TYPE_CHECKING:
    from robustbench_nlp.stats.acceptance import Outcome

LEVEL = 0.95


@dataclass(frozen=True)
class Checked:
    """What the gate says.

    low, high  limits of the flip rate
    further    more texts that, all read and found kept, would make it pass; None where no number of them would
    why        in words
    """

    outcome: Outcome
    low: float
    high: float
    further: int | None
    why: str


def check(audited: Audited, max_flip: float, *, sequential: bool = False) -> Checked:
    """Pass where at most `max_flip` of the pairs lost their label, fail where more did, with .95 confidence each.

    Texts about which nobody could tell count as flipped, and so do the annotators' own errors: that only makes passing
    harder. To fail, the flips must be too many with those errors taken out as well, which must be known then.
    Without `sequential` the audit must be finished: whoever looks at every answer and stops when it suits is wrong more
    often than said.
    `UsageError` unless 0 < max_flip < 1.
    """
    from robustbench_nlp.stats.acceptance import Outcome, outcome

    refuse_no_share(max_flip)
    counts = _Counts.of(audited, sequential)
    low, high = counts.limits(0)
    said = outcome(low, high, max_flip)
    doubt = _doubt(audited, said, max_flip, sequential)
    if doubt:
        return Checked(Outcome.INCONCLUSIVE, low, high, None, doubt)
    further = counts.further(max_flip) if said is Outcome.INCONCLUSIVE else 0
    return Checked(said, low, high, further, _why(said, further, counts.unread))


def refuse_no_share(max_flip: float) -> None:
    """`UsageError` unless it lies between 0 and 1."""
    if not 0 < max_flip < 1:
        raise UsageError(f"--max-flip must lie between 0 and 1, not {max_flip:g}", "0.05 is 5 %")


def _doubt(audited: Audited, said: Outcome, max_flip: float, sequential: bool) -> str:
    """Why what the limits say may not be said yet."""
    if said.value == "fail" and audited.kept is None:
        return "how often the annotators err is unknown: no untouched text among the controls says so"
    if said.value == "fail" and audited.kept and 1 - audited.kept.high <= max_flip:
        return "the annotators' own errors could make as many flips as were seen"
    if said.value != "inconclusive" and audited.unread and not sequential:
        return f"{_texts(audited.unread)} not read yet; finish the sheets, or look at any time with --sequential"
    return ""


def _why(said: Outcome, further: int | None, unread: int) -> str:
    if said.value != "inconclusive":
        return ""
    if further is None:
        return f"even if all {unread} texts that nobody has read were kept, it would not pass: a larger run is needed"
    more, found = ("1 more text", "if") if further == 1 else (f"{further} more texts", "if all are")
    return f"{more} from among all unread ones, {found} found kept, would make it pass"


def _texts(count: int) -> str:
    return "1 text is" if count == 1 else f"{count} texts are"


@dataclass(frozen=True)
class _Counts:
    pairs: int
    sizes: Sequence[int]
    flips: Sequence[int]
    read: Sequence[int]
    sides: Sequence[bool]
    seed: int
    sequential: bool

    @classmethod
    def of(cls, audited: Audited, sequential: bool) -> _Counts:
        strata = [stratum for stratum in audited.strata if stratum.size]
        return cls(
            audited.manifest.pairs,
            [stratum.size for stratum in strata],
            [stratum.read - stratum.kept for stratum in strata],
            [stratum.read for stratum in strata],
            [bool(stratum.d) for stratum in strata],
            audited.manifest.seed,
            sequential,
        )

    @property
    def unread(self) -> int:
        return sum(self.sizes) - sum(self.read)

    def limits(self, more: int) -> tuple[float, float]:
        """After reading so many more, all of them kept, where each stratum gets its share of what is unread."""
        import numpy as np

        from robustbench_nlp.stats.stratified_limits import melded_limits, sequential_limits

        share = more / self.unread if more else 0.0
        read = [m + int(share * (size - m)) for m, size in zip(self.read, self.sizes, strict=True)]
        weights = [size / self.pairs for size in self.sizes]
        if self.sequential:
            return sequential_limits(weights, self.flips, read, self.sides, LEVEL)
        return melded_limits(weights, self.flips, read, np.random.default_rng(self.seed), LEVEL)

    def further(self, max_flip: float) -> int | None:
        from robustbench_nlp.stats.acceptance import further_clean

        if self.limits(self.unread)[1] > max_flip:
            return None
        return further_clean(lambda more: self.limits(min(more, self.unread))[1], max_flip)
