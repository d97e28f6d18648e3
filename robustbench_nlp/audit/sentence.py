"""The finding in one sentence that says no more than the evidence allows."""

from __future__ import annotations

from collections import Counter

from robustbench_nlp.audit.analysis import Audited
from robustbench_nlp.core.report import Interval
from robustbench_nlp.report.table import percent, points, shares

TENTATIVE, GOOD = 0.67, 0.80
"""Krippendorff's limits for alpha: below the first nothing should be concluded, below the second only tentatively."""


def sentence(audited: Audited) -> str:
    """Accuracies, drop, labels kept, what that rests on, and the part of the drop that is the model's. For example:

    typo@3: 93.0 -> 87.0, drop 6.0 [4.1, 8.0]; labels kept 95.4 % [88, 97] (160 texts read by 2 people, alpha 0.84,
    annotator error 2.5 %); valid-only drop 3.9 [2.1, 5.7]; 2.3 of the 6.0 points come from texts whose label changed.
    """
    result = audited.result
    assert result.accuracy_before is not None and result.accuracy_after is not None and result.drop is not None
    parts = [
        f"{result.transform}: {percent(result.accuracy_before)} -> {percent(result.accuracy_after)}, "
        f"drop {points(result.drop)}",
        f"labels kept {shares(audited.kept or audited.as_answered)} ({', '.join(_evidence(audited))})",
        _valid_only(audited),
        _label_part(audited),
    ]
    return "; ".join(part for part in parts if part) + "." + _doubt(audited)


def readers(audited: Audited) -> str:
    """Who labelled: people by their number, judges by what they are."""
    people = sum(annotator.kind == "person" for annotator in audited.annotators)
    said = [f"{people} {'person' if people == 1 else 'people'}"] if people else []
    judges = Counter((one.kind, one.what or one.name) for one in audited.annotators if one.kind != "person")
    for (kind, what), n in judges.items():
        said.append(f"the {kind} judge {what}" if n == 1 else f"{n} {kind} judges ({what})")
    return " and ".join(said)


def _evidence(audited: Audited) -> list[str]:
    alpha, error = audited.agreement.alpha, audited.annotator_error
    said = [f"{audited.read} texts read by {readers(audited)}"]
    if alpha is not None:
        said.append(f"alpha {alpha.value:.2f}")
    if error is not None:
        said.append(f"annotator error {percent(error)} %" + ("" if audited.kept else ", not taken out"))
    if audited.unclear:
        said.append(f"{audited.unclear} undecided, counted as not kept")
    return said


def _valid_only(audited: Audited) -> str:
    found = audited.parts.valid_only
    if found is None:
        return "no text whose label was kept was found, so there is no valid-only drop"
    return f"valid-only drop {points(found)}" + ("" if _beyond_zero(found) else ", not distinguishable from 0")


def _beyond_zero(interval: Interval) -> bool:
    return interval.low > 0 or interval.high < 0


def _label_part(audited: Audited) -> str:
    drop, part = audited.parts.drop, audited.parts.label_part
    if not audited.parts.flip_rate:
        return "no text whose label changed was found"
    flipped = any(stratum.flipped for stratum in audited.strata)
    such = "texts whose label changed" if flipped else "texts that have no clear label any more"
    if abs(part) < 0.0005:
        return f"{such} account for none of it"
    if part > 0 and drop > 0:
        return f"{percent(part)} of the {percent(drop)} points come from {such}"
    return f"without {such} it would be {percent(abs(part))} points {'smaller' if part > 0 else 'larger'}"


def _doubt(audited: Audited) -> str:
    alpha = audited.agreement.alpha
    said = ""
    if alpha is None:
        said += " Nobody read a text that somebody else had read: how far they agree is unknown."
    elif alpha.value < TENTATIVE:
        said += " The annotators agree too little to conclude anything from their labels."
    elif alpha.value < GOOD:
        said += " The annotators agree well enough for tentative conclusions only."
    names = {annotator.name for annotator in audited.annotators}
    untested = [gate.annotator for gate in audited.gates if gate.annotator in names and not gate.tested]
    if untested:
        said += f" Whether {' and '.join(untested)} can be trusted is unknown: no control was answered."
    if not any(annotator.kind == "person" for annotator in audited.annotators):
        said += " No person has read a text."
    if audited.unread:
        one = audited.unread == 1
        said += f" {audited.unread} {'text' if one else 'texts'} of the plan {'is' if one else 'are'} not read yet."
    return said
