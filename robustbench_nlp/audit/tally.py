"""How many texts of each stratum were read, and what was said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from robustbench_nlp.audit.item import Item, Kind
from robustbench_nlp.audit.manifest import MEND, Manifest, Stratum
from robustbench_nlp.audit.strata import UNCHANGED
from robustbench_nlp.audit.verdict import Verdict
from robustbench_nlp.errors import DataError, UsageError


@dataclass(frozen=True)
class Tally:
    """One stratum of changed texts.

    planned      texts drawn from it
    read         texts about which enough was said to count: `kept + flipped + undecidable + disputed`
    kept         the label is still true; `flipped`: it is another
    undecidable  the annotators say mixed, cannot tell, or three different things
    disputed     two disagree and nobody has decided between them yet
    """

    name: str
    d: int
    size: int
    planned: int
    kept: int
    flipped: int
    undecidable: int
    disputed: int

    @property
    def read(self) -> int:
        """Texts that count."""
        return self.kept + self.flipped + self.undecidable + self.disputed


def tally(
    manifest: Manifest, items: Sequence[Item], verdicts: Sequence[Verdict], votes: Mapping[str, int]
) -> tuple[Tally, ...]:
    """The strata of changed texts in the manifest's order; `votes` are the answers that count, by audit id.

    `UsageError` where nothing is known about a stratum, least of all that its labels were kept; `DataError` where the
    items are not the manifest's.
    """
    verdict_of = {verdict.audit_id: verdict for verdict in verdicts}
    found: dict[str, dict[str, int]] = {stratum.name: {} for stratum in manifest.strata}
    for item in items:
        if item.kind is Kind.TRANSFORMED:
            if item.stratum not in found:
                raise DataError(f"the audit has no stratum {item.stratum}", MEND)
            said = _said(item, verdict_of.get(item.audit_id), votes.get(item.audit_id, 0))
            found[item.stratum][said] = found[item.stratum].get(said, 0) + 1
    tallies = tuple(_tally(stratum, found[stratum.name]) for stratum in manifest.strata if changed(stratum))
    if any(each.read > each.size for each in tallies):
        raise DataError("the audit has more texts than its strata hold pairs", MEND)
    empty = [each.name for each in tallies if each.size and not each.read]
    if empty:
        raise UsageError(
            f"nobody has labelled a text of {len(empty)} of {len(tallies)} strata: {', '.join(empty)}",
            "label the rest of the sheets: robust audit label",
        )
    return tallies


def changed(stratum: Stratum) -> bool:
    """Are its texts other than they were? Of those that are not, nobody needs to read any."""
    return stratum.name != UNCHANGED


def _said(item: Item, verdict: Verdict | None, votes: int) -> str:
    if verdict is None:
        return "disputed" if votes > 1 else "unread"
    if verdict.label is None:
        return "undecidable"
    return "kept" if verdict.label == item.gold else "flipped"


def _tally(stratum: Stratum, said: Mapping[str, int]) -> Tally:
    return Tally(
        stratum.name,
        stratum.d,
        stratum.size,
        stratum.audited,
        *(said.get(what, 0) for what in ("kept", "flipped", "undecidable", "disputed")),
    )
