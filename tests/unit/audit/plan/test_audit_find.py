"""Which audit a command is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from robustbench_nlp.audit.find import find_audit
from robustbench_nlp.audit.folder import audit_folder
from robustbench_nlp.audit.manifest import Annotator, Manifest, Stratum
from robustbench_nlp.errors import DataError, UsageError


def audited(run: Path, transform: str) -> None:
    manifest = Manifest(
        "d", "test", "f", transform, f"{transform}.v1", ("a", "b"), ("m",), "r", 0, 10, 10, 0.0,
        (Stratum("11", 0, 10, 10),), (Annotator("anna"),), "0.1.0",
    )  # fmt: skip
    audit_folder(run, transform).write_plan(manifest, [])


def test_the_only_audit_needs_no_name(tmp_path: Path) -> None:
    audited(tmp_path, "typo(rate=0.1)+synonym@3")
    assert find_audit(tmp_path, None).manifest().transform == "typo(rate=0.1)+synonym@3"
    assert find_audit(tmp_path, "typo(rate=0.1)+synonym@3").path == find_audit(tmp_path, None).path


def test_of_several_one_must_be_named(tmp_path: Path) -> None:
    audited(tmp_path, "typo@3")
    audited(tmp_path, "synonym@3")
    assert find_audit(tmp_path, "typo@3").manifest().transform == "typo@3"
    with pytest.raises(UsageError, match=r"several audits: .*--transform"):
        find_audit(tmp_path, None)
    with pytest.raises(UsageError, match=r"no audit of 'typo'.*typo@3"):
        find_audit(tmp_path, "typo")


def test_without_any_the_user_is_told_to_plan_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="robust audit plan"):
        find_audit(tmp_path, None)


def test_an_audit_that_is_damaged_is_in_nobodys_way_who_names_another(tmp_path: Path) -> None:
    audited(tmp_path, "typo@3")
    audited(tmp_path, "synonym@3")
    (audit_folder(tmp_path, "typo@3").path / "manifest.json").write_text("{")
    assert find_audit(tmp_path, "synonym@3").manifest().transform == "synonym@3"
    with pytest.raises(DataError, match=r"typo@3.manifest\.json cannot be read"):
        find_audit(tmp_path, None)
