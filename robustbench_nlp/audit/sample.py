"""Which texts of a frame are read: those that earlier audits have read, and a random draw from every stratum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from robustbench_nlp.audit.allocation import Share, divide
from robustbench_nlp.audit.assignment import Drawn, Reader, draw
from robustbench_nlp.audit.controls import Placed
from robustbench_nlp.audit.frame import Frame
from robustbench_nlp.audit.known import Known, Read, crossed, read_already, still_needed
from robustbench_nlp.audit.strata import UNCHANGED, stratify
from robustbench_nlp.core.outcome import Outcome
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.errors import UsageError


@dataclass(frozen=True)
class Sample:
    """The strata with what is read of each, new and old together; the new draw; and what was read before."""

    shares: tuple[Share, ...]
    drawn: tuple[Drawn, ...]
    read: tuple[Read, ...]

    def stratum_of(self) -> dict[int, str]:
        """Name of the stratum of every changed pair, by `id`."""
        return {id(pair): share.stratum.name for share in self.shares for pair in share.stratum.pairs}

    def placed(self, pairs: Sequence[Outcome]) -> list[Placed]:
        """Every pair with its stratum's name."""
        names = self.stratum_of()
        return [Placed(names.get(id(pair), UNCHANGED), pair) for pair in pairs]


def draw_sample(frame: Frame, known: Sequence[Known], readers: Sequence[Reader], budget: int, seed: int) -> Sample:
    """Draw; `UsageError` where the budget leaves a stratum unread, since nobody may take that for kept.

    The budget is for new texts, and divided between pairs that an earlier audit could have drawn and others.
    """
    old, new = crossed(frame, known)
    read = tuple(read_already(frame, known))
    already = {id(one.pair) for one in read}
    done = {stratum.name: sum(id(pair) in already for pair in stratum.pairs) for stratum in old}
    for_new = round(budget * len(new) / (len(new) + sum(len(stratum.pairs) for stratum in old)))
    wanted = [(share.stratum, share.audited) for share in divide(stratify(new, frame.labels), for_new)]
    wanted += zip(old, still_needed(old, list(done.values()), budget - for_new), strict=True)
    drawn: list[Drawn] = []
    shares: list[Share] = []
    for stratum, count in wanted:
        rng = rng_for(seed, "audit/sample", f"{frame.result.transform}/{stratum.name}")
        got = draw(stratum, count, already, readers, rng)
        shares.append(Share(stratum, len(got) + done.get(stratum.name, 0)))
        drawn += got
        if not shares[-1].audited:
            raise UsageError(
                f"nothing of the stratum {stratum.name} can be read: all annotators know the originals",
                "name other annotators",
            )
    return Sample(tuple(shares), tuple(drawn), read)
