"""Reused answers bias nothing: over many audits the estimates have the truth as their mean."""

from __future__ import annotations

import random
from statistics import mean

import pytest

from robustbench_nlp.audit.assignment import Reader
from robustbench_nlp.audit.frame import Frame
from robustbench_nlp.audit.item import Item, Kind, sha256
from robustbench_nlp.audit.known import Known, key_of
from robustbench_nlp.audit.manifest import Manifest
from robustbench_nlp.audit.sample import Sample, draw_sample
from robustbench_nlp.core.outcome import Outcome
from robustbench_nlp.core.report import Report
from robustbench_nlp.stats.two_phase import TwoPhase, two_phase

AUDITS = 60
RIGHT = ("10", "11", "00", "01")


def estimated(sample: Sample, kept: dict[str, bool]) -> TwoPhase:
    names = sample.stratum_of()
    read: dict[str, list[bool]] = {share.stratum.name: [] for share in sample.shares}
    for pair in (*(one.pair for one in sample.drawn), *(one.pair for one in sample.read)):
        read[names[id(pair)]].append(kept[pair.before])
    strata = [share.stratum for share in sample.shares]
    return two_phase(
        [len(stratum.pairs) for stratum in strata],
        [len(read[stratum.name]) for stratum in strata],
        [sum(read[stratum.name]) for stratum in strata],
        [stratum.d for stratum in strata],
    )


def test_estimates_that_reuse_answers_are_unbiased(audited_report: Report, pair) -> None:  # type: ignore[no-untyped-def]
    rng = random.Random(1)
    kept: dict[str, bool] = {}
    frames: tuple[list[Outcome], list[Outcome]] = ([], [])
    for number in range(500):
        lost = rng.random() < 0.1
        # Labels are lost mostly where answers change, for both models, and checks see half of it.
        weights = (0.6, 0.25, 0.1, 0.05) if lost else (0.05, 0.85, 0.07, 0.03)
        first = rng.choices(RIGHT, weights)[0]
        second = first if rng.random() < 0.6 else rng.choices(RIGHT, weights)[0]
        flagged = lost and rng.random() < 0.5
        for pairs, right in zip(frames, (first, second), strict=True):
            pairs.append(pair(number, right, number % 2, flagged=flagged))
        kept[frames[0][-1].before] = not lost
    labels = ("negative", "positive")
    one, two = (Frame(audited_report, audited_report.results[0], tuple(pairs), labels) for pairs in frames)
    true_flips = 1 - mean(kept.values())
    true_drop = sum((p.right_before - p.right_after) * kept[p.before] for p in two.pairs) / sum(kept.values())

    found, new = [], []
    for seed in range(AUDITS):
        earlier = draw_sample(one, [], [Reader("anna")], 100, seed)
        names = earlier.stratum_of()
        items = tuple(
            Item(
                f"a-{i}", drawn.pair.rewritten.example_id, Kind.TRANSFORMED, drawn.stratum, labels[drawn.pair.label],
                ("anna",), drawn.pair.rewritten.text, sha256(drawn.pair.before), "typo@3",
            )
            for i, drawn in enumerate(earlier.drawn)
        )  # fmt: skip
        manifest = Manifest("", "", "", "", "", labels, (), "", 0, 0, 0, 0.0, (), (), "")
        known = Known(manifest, items, {}, {key_of(p, labels): names[id(p)] for p in one.pairs})
        sample = draw_sample(two, [known], [Reader("ben")], 100, seed + AUDITS)
        found.append(estimated(sample, kept))
        new.append(len(sample.drawn))
    assert mean(audit.flip_rate for audit in found) == pytest.approx(true_flips, abs=0.015)
    assert mean(audit.valid_only.value for audit in found) == pytest.approx(true_drop, abs=0.004)
    assert mean(new) < 80
