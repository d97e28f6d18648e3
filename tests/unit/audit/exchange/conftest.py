from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.item import Item, Kind, sha256
from robustbench_nlp.audit.manifest import Annotator, Manifest, Stratum

TEXTS = (
    "A plain text.",
    '=SUM(A1) is how it "begins", with a comma; and more.',
    "It’s “quoted” – and it goes on…",
    "Two lines:\nthe second one, <br />and a break.",
    "-5 stars, +1 for the café",
    "'tis an apostrophe",
    "Ünïcödé letters, all in one long sentence that has mostly plain ones",
    "Привет, мир",
    "tab\there",
    "the last one",
)
LABELS = ("negative", "positive")

MakeAudit = Callable[..., AuditFolder]


def make_item(
    audit_id: str, text: str, kind: Kind = Kind.TRANSFORMED, gold: str = "positive", who: str = "anna bert"
) -> Item:
    return Item(audit_id, f"e-{audit_id}", kind, "10", gold, tuple(who.split()), text, sha256(f"o-{text}"), "typo")


@pytest.fixture
def item() -> Callable[..., Item]:
    """Makes an item of an id, a text and what else matters."""
    return make_item


@pytest.fixture
def make_audit(tmp_path: Path) -> MakeAudit:
    def make(items: Iterable[Item], labels: tuple[str, ...] = LABELS, who: str = "anna bert carl") -> AuditFolder:
        folder = AuditFolder(tmp_path / "run" / "audits" / "typo")
        people = tuple(Annotator(name) for name in who.split())
        strata = (Stratum("10", 1, 20, 10),)
        folder.write_plan(
            Manifest("d", "test", "f", "typo", "typo", labels, ("m",), "r", 7, 10, 20, 0.1, strata, people, "v"), items
        )
        return folder

    return make


@pytest.fixture
def audit(make_audit: MakeAudit) -> AuditFolder:
    """Ten texts for anna, the first five for bert as well, one for carl alone."""
    items = [make_item(f"a{i}", text, who="anna bert" if i < 5 else "anna") for i, text in enumerate(TEXTS)]
    return make_audit([*items, make_item("c0", "a text for carl", who="carl")])
