from __future__ import annotations

import dataclasses
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from robustbench_nlp.core import report as types
from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.outcome import Outcome, Rewritten, Status
from robustbench_nlp.core.report import AuditResult, Environment, Interval, Problem, Report, RunSpec, TransformResult
from robustbench_nlp.errors import ReportError
from robustbench_nlp.report.document import from_json, read_report, schema, to_json
from robustbench_nlp.report.drop_table import drop_table
from robustbench_nlp.report.files import write_run
from robustbench_nlp.report.more_figures import more_figures
from robustbench_nlp.report.outcomes import read_outcomes
from robustbench_nlp.report.renderers import console, html, latex, markdown
from robustbench_nlp.report.table import p_value

HOSTILE = "<script>alert(1)</script> [red]|`x`|[/red] 50% $a_b$ & \\"


def a_report() -> Report:
    typo = TransformResult(
        transform="typo@3",
        name="typo",
        severity=3,
        explicit="typo.v1(rate=0.1)",
        label_effect="keeps",
        control=False,
        n=500,
        pairs=500,
        coverage=0.98,
        words_changed=0.1,
        accuracy_before=0.95,
        accuracy_after=0.89,
        drop=Interval(0.06, 0.030675, 0.091692, 0.95, "tango"),
        drop_on_changed=0.061,
        p=1.3451e-4,
        p_holm=2.7e-4,
        test="exact McNemar",
        broke=45,
        fixed=15,
        consistency=0.88,
        relative_drop=0.0631579,
        attack_success=0.0947368,
        mde=0.03,
        flags=(("negation", 3), ("valence", 12)),
        discarded=(("negation-scope", 4),),
    )
    small = replace(
        typo, transform="casing@3", name="casing", drop=Interval(0.0, -0.01, 0.01, 0.95, "tango"), p_holm=1.0
    )
    control = replace(typo, transform="identity", name="identity", severity=None, control=True, p_holm=None)
    dead = TransformResult("x@1", "x", 1, "x.v1", "keeps", control=False, failed=500)
    return Report(
        spec=RunSpec(HOSTILE, "test", "3fa1" * 4, "out", "9c2e", ("typo.v1(rate=0.1)",), 0, 1, None, "en"),
        environment=Environment("0.1.0", "3.11", "Linux", "cpu", (("torch", "2.13"),), (("robustbench-nlp", "0.1.0"),)),
        signature="t:typo.v1(rate=0.1)|d:d/test@3fa1|n:500|m:out@9c2e|s:0|draws:1|v:0.1.0",
        n=500,
        labels=("negative", "positive"),
        class_counts=(250, 250),
        accuracy=Interval(0.95, 0.927, 0.966, 0.95, "wilson"),
        majority_share=0.5,
        results=(control, small, typo, dead),
        worst_of_all=0.85,
        worst_of_k=2,
        problems=(Problem("data", HOSTILE, 3),),
        timing=(("score", 1.5),),
        digest="d" * 16,
    )


def an_audit() -> AuditResult:
    return AuditResult(
        label_kept=Interval(0.976, 0.90, 1.0, 0.95, "mc"),
        as_answered=Interval(0.954, 0.88, 0.97, 0.95, "mc"),
        valid_only_drop=Interval(0.039, 0.021, 0.057, 0.95, "two-phase"),
        model_part=Interval(0.037, 0.02, 0.054, 0.95, "two-phase"),
        label_part=0.023,
        audited=160,
        undecidable=3,
        annotators=(("ann", "person", ""), ("gpt", "llm", "llm:m@1")),
        alpha=0.84,
        annotator_error=None,
        sentence="typo@3: 95.0 -> 89.0, of which much is texts whose label changed.",
    )


def test_a_report_survives_its_file(tmp_path: Path) -> None:
    report = a_report()
    audited = replace(report.results[2], audit=an_audit())
    for one in (report, replace(report, results=(audited,), worst_of_all=None)):
        assert from_json(to_json(one), "x") == one
    write_run(tmp_path, report, [])
    assert read_report(tmp_path) == read_report(tmp_path / "report.json") == report
    assert {p.name for p in tmp_path.iterdir()} == {"report.json", "outcomes.parquet"}


def test_a_report_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"report.json: No such file or directory \(name a run folder"):
        read_report(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are no UTF-8")
def test_a_folder_may_have_a_name_in_an_old_encoding(tmp_path: Path) -> None:
    folder = tmp_path / "stra\udcdfe"
    folder.mkdir()
    write_run(folder, a_report(), [])
    assert read_outcomes(folder / "outcomes.parquet") == ((), ("negative", "positive"))


def test_the_schema_knows_every_field_and_nothing_else() -> None:
    for name, definition in [("Report", schema()), *schema()["$defs"].items()]:
        fields = {field.name for field in dataclasses.fields(getattr(types, name))}
        assert set(definition["properties"]) - {"schema"} == fields
        assert set(definition["required"]) - {"schema"} == fields


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda c: c.pop("n"), "'n' is a required property"),
        (lambda c: c.update(n="many"), "at n"),
        (lambda c: c.update(surprise=1), "surprise"),
        (lambda c: c.update(schema="robustbench-nlp/report/9"), "report/9"),
        (lambda c: c["results"][0].update(coverage=None), "results/0/coverage"),
    ],
)
def test_a_damaged_report_is_refused_with_the_place(damage: object, said: str) -> None:
    content = json.loads(to_json(a_report()))
    damage(content)  # type: ignore[operator]
    with pytest.raises(ReportError, match=said):
        from_json(json.dumps(content), "x")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", "1" + "0" * 400])
def test_numbers_that_no_report_holds_are_refused(number: str) -> None:
    content = to_json(a_report()).replace('"majority_share": 0.5', f'"majority_share": {number}')
    with pytest.raises(ReportError, match="x holds what no report can hold"):
        from_json(content, "x")


def test_half_characters_are_refused() -> None:
    with pytest.raises(ReportError, match="x holds what no report can hold"):
        from_json(to_json(replace(a_report(), signature="?")).replace('"?"', '"\\ud800"'), "x")


@pytest.mark.parametrize("text", ["", "[]", "3", "{", '{"a":' * 100_000])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(ReportError):
        from_json(text, "x")


def test_outcomes_survive_their_file(tmp_path: Path) -> None:
    outcomes = (
        Outcome(
            Rewritten(
                "a", "typo@3", 0, Status.CHANGED, "nwe \U0001f600", (Edit(0, 3, "new", "nwe", "swap"),), ("c: x",)
            ),
            "new \U0001f600",
            0,
            0,
            1,
            0.9,
            0.6,
        ),
        Outcome(Rewritten("b", "typo@3", 0, Status.FAILED, "x\x00y", error="boom"), "x\x00y", 1, 1, 1, 0.9, 0.9),
        Outcome(Rewritten("c", "typo@3", 0, Status.UNCHANGED, "z", discarded=("d: y",)), "z", 1, 1, 1, 0.9, 0.9),
    )
    write_run(tmp_path, a_report(), outcomes)
    assert read_outcomes(tmp_path / "outcomes.parquet") == (outcomes, ("negative", "positive"))


def test_the_table_says_what_it_knows_and_what_it_does_not() -> None:
    table = drop_table(a_report())
    rows = {row[0]: row for row in table.rows}
    assert rows["typo"][1:] == (
        "3",
        "500",
        "98.0 %",
        "95.0",
        "89.0",
        "6.0 [3.1, 9.2]",
        "<.001",
        "45 / 15",
        "not audited",
        "not audited",
    )
    assert rows["identity"][6] == "0 (control)"
    assert set(rows["x"][3:]) == {"-"}
    notes = " ".join(table.notes)
    assert "Significant (adjusted p-value below .05): typo@3." in notes
    assert "Undecided" not in notes
    assert "Not distinguishable from 0: casing@3 (could have found 3.0 points)." in notes
    assert "not audited" in notes
    assert "Flagged by label checks: identity (negation 3, valence 12); casing@3" in notes
    assert "an audit should look at them first" in notes
    assert "requires: identity (negation-scope 4); casing@3 (negation-scope 4); typo@3" in notes
    assert "count as unchanged" in notes


def test_an_interval_alone_makes_no_claim() -> None:
    report = a_report()
    _, _, typo, _ = report.results
    gain = replace(typo, transform="typo@1", drop=Interval(-0.03, -0.05, -0.01, 0.95, "tango"), p_holm=0.01)
    alone = replace(typo, transform="synonym@3", drop=Interval(0.01, 0.002, 0.018, 0.95, "tango"), p_holm=0.169)
    notes = drop_table(replace(report, results=(alone, gain))).notes
    assert "Significant (adjusted p-value below .05): typo@1 (a gain)." in notes
    (said,) = (note for note in notes if "synonym@3" in note and "Flagged" not in note and "requires" not in note)
    assert said.startswith("Undecided: synonym@3. Its own interval excludes 0, but its adjusted p-value ")
    assert (
        "Nothing is significant: no adjusted p-value is below .05."
        in drop_table(replace(report, results=(alone,))).notes
    )


@pytest.mark.parametrize(("p", "shown"), [(0.04996, ".04996"), (0.0504, ".05040"), (0.04, ".040"), (0.9999, "1")])
def test_a_p_value_near_the_border_shows_its_side(p: float, shown: str) -> None:
    assert p_value(p) == shown


def test_examples_that_failed_are_no_part_of_what_is_right_throughout() -> None:
    report = a_report()
    assert "Right under all 2 transforms and draws: 85.0 % of examples." in drop_table(report).notes
    some = replace(report.results[2], failed=3)
    notes = drop_table(replace(report, results=(*report.results[:2], some))).notes
    assert "Right under all 2 transforms and draws: 85.0 % of the examples on which none failed." in notes


def test_more_figures_are_those_of_the_report() -> None:
    report = a_report()
    some = replace(
        report.results[2], macro_f1_drop=Interval(0.058, -0.03, 0.09, 0.95, "b"), ece_before=0.02, ece_after=0.0451
    )
    table = more_figures(replace(report, results=(some, report.results[3])))
    assert dict(zip((c.heading for c in table.columns), table.rows[0], strict=True)) == {
        "transform": "typo",
        "severity": "3",
        "words changed": "10.0 %",
        "drop on changed": "6.1",
        "relative drop": "6.3 %",
        "attack success": "9.5 %",
        "consistency": "88.0 %",
        "macro-F1 drop [95 % CI]": "5.8 [-3.0, 9.0]",
        "ECE before": "0.020",
        "ECE after": "0.045",
        "detectable": "3.0",
    }
    assert table.rows[1] == ("x", "1", *["-"] * 9)


def test_an_audit_stands_in_the_table_beside_the_drop() -> None:
    report = a_report()
    control, casing, typo, dead = report.results
    table = drop_table(replace(report, results=(control, casing, replace(typo, audit=an_audit()), dead)))
    assert table.rows[2][-2:] == ("97.6 % [90, 100]", "3.9 [2.1, 5.7]")
    assert an_audit().sentence in table.notes
    assert "Label preservation not audited for casing@3, x@1: part of a drop" in table.notes[-1]
    none_kept = replace(an_audit(), valid_only_drop=None)
    table = drop_table(replace(report, results=(replace(typo, audit=none_kept),)))
    assert table.rows[0][-1] == "no label kept"
    assert not any("not audited" in note for note in table.notes)


def test_texts_of_users_are_data_in_every_format() -> None:
    report = a_report()
    page = html.render(report)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    table = [line for line in markdown.render(report).splitlines() if line.startswith("| ")]
    assert {line.replace(r"\|", "").count("|") for line in table} == {12}
    assert r"\$a\_b\$ \& \textbackslash{}" in latex.render(report)
    assert HOSTILE in console.render(report)


@pytest.mark.parametrize("width", [40, 80])
def test_a_narrow_terminal_breaks_no_word(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr(console, "WIDTH_WITHOUT_TERMINAL", width)
    report = replace(a_report(), problems=())
    *lines, signature = console.render(report).splitlines()
    assert signature == report.signature
    assert max(map(len, lines)) <= width
    shown = "\n".join(lines)
    for column, cell in zip(drop_table(report).columns, drop_table(report).rows[2], strict=True):
        assert column.heading in shown
        assert cell in shown
    assert "…" not in shown


@pytest.mark.parametrize("width", [80, 110, 130, 138, 150])
def test_every_part_of_a_table_names_its_rows_and_breaks_no_interval(
    monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(console, "WIDTH_WITHOUT_TERMINAL", width)
    report = a_report()
    typo = replace(report.results[2], drop=Interval(-0.06, -0.091692, -0.030675, 0.95, "tango"))
    chain = replace(typo, transform="typo@3+contraction@3", name="typo+contraction")
    worse = replace(typo, transform="typo@5", severity=5)
    shown = console.render(replace(report, results=(typo, worse, chain), problems=()))
    grids = [line.split()[:2] for line in shown.splitlines() if line.startswith(" typo")]
    assert grids == [["typo", "3"], ["typo", "5"], ["typo+contraction", "3"]] * (len(grids) // 3)
    assert shown.count("-6.0 [-9.2, -3.1]") == 3
    assert max(len(line) for line in shown.splitlines() if not line.startswith("t:")) <= width
    assert len(grids) == (9 if width < 110 else 6 if width < 130 else 3)


def test_an_encoding_without_lines_gets_a_table_of_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
    assert "|--" in console.render(a_report()).encode("ascii").decode()


@pytest.mark.parametrize("renderer", [console, html, latex, markdown])
def test_no_format_makes_a_terminal_obey_what_a_plugin_said(renderer) -> None:  # type: ignore[no-untyped-def]
    nasty = "no films\nplease \x1b[31m\x9b5m\u202e\x00"
    report = a_report()
    report = replace(report, spec=replace(report.spec, model=nasty), problems=(Problem("some", nasty, 212),))
    shown = renderer.render(report)
    assert not {"\x1b", "\x9b", "\u202e", "\x00"} & set(shown)
    assert "some: 212 no films please " in shown
