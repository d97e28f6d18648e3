"""How far the annotators can be trusted: their errors on untouched texts, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from robustbench_nlp.audit.item import Item, Kind
from robustbench_nlp.audit.manifest import Manifest
from robustbench_nlp.core.report import Interval

Answers = Mapping[str, Sequence[tuple[str, str]]]
"""By audit id: (annotator, label) of everyone who was given the text and whose answers count."""


@dataclass(frozen=True)
class ControlErrors:
    """Answers about untouched originals.

    of       which originals: those of a label, or whose rewritten text the model answers differently or not
    answers  about them; `wrong`: not the label they have; `other`: another label of the task
    """

    of: str
    answers: int
    wrong: int
    other: int


@dataclass(frozen=True)
class AgreementFound:
    """Agreement on the labels, blind, over the texts with two answers or more; None where it has no value.

    flag_ac1  Gwet's AC1 on "label kept or not" of the rewritten texts, where kappa and alpha mean nothing
    """

    texts: int
    raw: float | None
    kappa: float | None
    alpha: Interval | None
    flag_ac1: float | None


def errors_by_label(manifest: Manifest, items: Iterable[Item], answers: Answers) -> tuple[ControlErrors, ...]:
    """One line per label of the task."""
    originals = [item for item in items if item.kind is Kind.ORIGINAL]
    return tuple(
        _errors(label, [item for item in originals if item.gold == label], manifest, answers)
        for label in manifest.labels
    )


def errors_by_side(manifest: Manifest, items: Iterable[Item], answers: Answers) -> dict[bool, ControlErrors]:
    """By whether the model's answer about the rewritten text is another.

    What is hard for a model is hard for people more often than not. A sheet is full of such texts, the pairs are not:
    errors counted over the sheet as a whole would be taken out of texts that nobody misread.
    """
    changes = {stratum.name: bool(stratum.d) for stratum in manifest.strata}
    originals = [item for item in items if item.kind is Kind.ORIGINAL]
    return {
        side: _errors(name, [i for i in originals if changes.get(i.stratum, False) is side], manifest, answers)
        for name, side in (("answer changed", True), ("answer stayed", False))
    }


def _errors(of: str, originals: Sequence[Item], manifest: Manifest, answers: Answers) -> ControlErrors:
    said = [(label, item.gold) for item in originals for _, label in answers.get(item.audit_id, ())]
    wrong = [label for label, gold in said if label != gold]
    return ControlErrors(of, len(said), len(wrong), sum(label in manifest.labels for label in wrong))


def agreement(manifest: Manifest, items: Sequence[Item], answers: Answers) -> AgreementFound:
    """On the labels as they were given, blind; without annotators who only ever settle what others disagree about."""
    import numpy as np

    from robustbench_nlp.stats.agreement import ac1, cohen_kappa, krippendorff_alpha, raw_agreement

    deciding = deciders(items, answers)
    given = [
        (item, {name: label for name, label in answers.get(item.audit_id, ()) if name not in deciding})
        for item in items
    ]
    shared = [(item, by_name) for item, by_name in given if len(by_name) > 1]
    names = sorted({name for _, by_name in shared for name in by_name})
    labels = [[by_name.get(name) for _, by_name in shared] for name in names]
    rewritten = [(item, by_name) for item, by_name in shared if item.kind is Kind.TRANSFORMED]
    flags = [[by_name[name] == item.gold if name in by_name else None for item, by_name in rewritten] for name in names]
    return AgreementFound(
        texts=len(shared),
        raw=raw_agreement(labels),
        kappa=cohen_kappa(labels) if len(names) == 2 else None,
        alpha=krippendorff_alpha.interval(labels, np.random.default_rng(manifest.seed)),
        flag_ac1=ac1(flags),
    )


def deciders(items: Iterable[Item], answers: Answers) -> set[str]:
    """Annotators who answered no rewritten text about which those before them agree: their texts are all hard ones."""
    disputes_only: dict[str, bool] = {}
    for item in items:
        if item.kind is Kind.TRANSFORMED:
            said = dict(answers.get(item.audit_id, ()))
            for name in said:
                before = {said[other] for other in item.annotators[: item.annotators.index(name)] if other in said}
                disputes_only[name] = disputes_only.get(name, True) and len(before) > 1
    return {name for name, only in disputes_only.items() if only}
