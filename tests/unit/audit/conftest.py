from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from robustbench_nlp.audit.folder import AuditFolder, audit_folder
from robustbench_nlp.audit.item import Item, Kind, sha256
from robustbench_nlp.audit.manifest import Annotator, Manifest, Stratum
from robustbench_nlp.audit.response import Response
from robustbench_nlp.core.report import Environment, Interval, Report, RunSpec, TransformResult

LabelledAudit = Callable[..., AuditFolder]


@pytest.fixture
def audited_report() -> Report:
    """The report of 1,000 pairs, 80 broken and 20 fixed, drop 6 points."""
    return Report(
        spec=RunSpec("movies", "test", "f" * 16, "m", "d" * 8, ("typo.v1(rate=0.1)",), 0, 1, None, "en"),
        environment=Environment("0.1.0", "3.11", "Linux", "cpu", (), ()),
        signature="t:typo",
        n=1000,
        labels=("negative", "positive"),
        class_counts=(500, 500),
        accuracy=Interval(0.93, 0.91, 0.945, 0.95, "wilson"),
        majority_share=0.5,
        results=(
            TransformResult(
                transform="typo@3",
                name="typo",
                severity=3,
                explicit="typo.v1(rate=0.1)",
                label_effect="keeps",
                control=False,
                n=1000,
                pairs=1000,
                coverage=1.0,
                words_changed=0.1,
                accuracy_before=0.93,
                accuracy_after=0.87,
                drop=Interval(0.06, 0.041, 0.08, 0.95, "tango"),
                p=1e-6,
                p_holm=1e-6,
                test="exact McNemar",
                broke=80,
                fixed=20,
            ),
        ),
        worst_of_all=None,
        worst_of_k=1,
        digest="the-run",
    )


@pytest.fixture
def labelled(tmp_path: Path) -> LabelledAudit:
    """An audit of that report, answered as asked; all texts are positive, strata as in method.md 1.10."""

    def make(
        read: Sequence[int] = (80, 20, 40, 20),
        kept: Sequence[int] = (56, 19, 39, 20),
        *,
        sizes: Sequence[int] = (80, 20, 850, 50),
        unchanged: int = 0,
        names: Sequence[Annotator] = (Annotator("ann"), Annotator("ben")),
        originals: Sequence[int] = (20, 20),
        errors: Sequence[int] = (0, 0),
        flips: int = 10,
        say: str = "negative",
        run: str = "the-run",
    ) -> AuditFolder:
        """Two read everything alike; of each stratum the first `kept` are called positive, the rest is `say`.

        originals, errors: controls from pairs whose answer changed and from others, and how many are called negative.
        """
        strata = [
            Stratum(name, d, size, count)
            for name, d, size, count in zip(("10", "01", "11", "00"), (1, -1, 0, 0), sizes, read, strict=True)
        ]
        if unchanged:
            strata.append(Stratum("unchanged", 0, unchanged, 0))
        everyone = tuple(one.name for one in names)
        items: list[Item] = []
        said: list[str] = []

        def add(kind: Kind, stratum: str, gold: str, answer: str) -> None:
            text = f"text {len(items)}"
            items.append(
                Item(
                    f"a-{len(items):06d}", str(len(items)), kind, stratum, gold, everyone, text, sha256(text), "typo@3"
                )
            )
            said.append(answer)

        for stratum, right in zip(strata, kept, strict=False):
            for i in range(stratum.audited):
                add(Kind.TRANSFORMED, stratum.name, "positive", "positive" if i < right else say)
        for stratum_name, count, wrong in zip(("10", "11"), originals, errors, strict=True):
            for i in range(count):
                add(Kind.ORIGINAL, stratum_name, "positive", "negative" if i < wrong else "positive")
        for _ in range(flips):
            add(Kind.FLIP, "11", "negative", "negative")
        folder = audit_folder(tmp_path, "typo@3")
        manifest = Manifest(
            "movies", "test", "f" * 16, "typo@3", "typo.v1(rate=0.1)", ("negative", "positive"), ("d" * 8,), run,
            0, 160, sum(sizes) + unchanged, 0.06, tuple(strata), tuple(names), "0.1.0",
        )  # fmt: skip
        folder.write_plan(manifest, items)
        folder.add_responses(
            Response(item.audit_id, name, answer)
            for name in everyone
            for item, answer in zip(items, said, strict=True)
            if answer
        )
        return folder

    return make
