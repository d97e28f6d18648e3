from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.outcome import Rewritten, Status
from robustbench_nlp.core.report import RunSpec
from robustbench_nlp.errors import ReportError, UsageError
from robustbench_nlp.runner.atomic import write_whole
from robustbench_nlp.runner.folder import RunFolder
from robustbench_nlp.runner.work import ShardResult

SPEC = RunSpec("d", "test", "f" * 16, "m", "digest", ("typo.v1(rate=0.1)",), 0, 1, None, "en")
RESULT = ShardResult(
    3,
    (
        Rewritten("a", "typo", 0, Status.CHANGED, "nEw\n\u2028é", (Edit(0, 3, "new", "nEw", "r"),), ("c: x",)),
        Rewritten("b", "typo", 0, Status.FAILED, "old", error="boom"),
        Rewritten("c", "typo", 0, Status.UNCHANGED, "old", discarded=("d: y",)),
    ),
)


def test_a_finished_shard_survives_and_an_unfinished_one_is_not_there(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    with folder.locked():
        folder.open(SPEC, resume=False, overwrite=False)
        folder.save(RESULT)
        assert folder.load(3) == RESULT
        assert folder.load(4) is None
        (folder.work / "shard-000004.jsonl").write_text('["half', "utf-8")
        assert folder.load(4) is None
        folder.open(SPEC, resume=True, overwrite=False)
        assert folder.load(3) == RESULT
        folder.open(SPEC, resume=False, overwrite=False)
        assert folder.load(3) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: b"",
        lambda kept: b"\n".join(kept.splitlines()[:-1]),
        lambda kept: kept.replace(b"boom", b"bomb"),
        lambda kept: kept + b"\n" + kept.splitlines()[-1],
        lambda kept: b"\xff" + kept,
    ],
    ids=["emptied", "shortened", "altered", "lengthened", "not UTF-8"],
)
def test_a_shard_that_is_not_as_it_was_kept_is_made_again(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    folder = RunFolder(tmp_path)
    folder.save(RESULT)
    file = folder.work / "shard-000003.jsonl"
    file.write_bytes(damage(file.read_bytes()))
    assert folder.load(3) is None


def test_another_question_is_refused_and_the_difference_named(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.open(SPEC, resume=False, overwrite=False)
    with pytest.raises(UsageError, match="differs in: seed"):
        folder.open(replace(SPEC, seed=1), resume=True, overwrite=False)
    folder.open(replace(SPEC, seed=1), resume=False, overwrite=True)


def test_two_runs_cannot_write_one_folder(tmp_path: Path) -> None:
    with (
        RunFolder(tmp_path).locked(),
        pytest.raises(UsageError, match="another run is writing"),
        RunFolder(tmp_path).locked(),
    ):
        pass
    with RunFolder(tmp_path).locked():
        pass


def test_a_run_that_fails_gives_its_folder_back_and_its_error_on(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="theirs"), RunFolder(tmp_path).locked():
        raise OSError("theirs")
    with RunFolder(tmp_path).locked():
        pass


def test_a_foreign_report_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("{}", "utf-8")
    with pytest.raises(UsageError, match="already holds a report"):
        RunFolder(tmp_path).open(SPEC, resume=False, overwrite=False)


def test_disk_trouble_is_one_line_and_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b.json"
    write_whole(file, b"one")
    with pytest.raises(ReportError, match="cannot write") as caught:
        write_whole(file / "c", b"two")
    assert caught.value.hint == "choose another --out"
    assert file.read_bytes() == b"one"
    assert [p.name for p in file.parent.iterdir()] == ["b.json"]
    full = Path("/dev/full")
    if full.exists():
        from robustbench_nlp.runner.atomic import explained

        with (
            pytest.raises(ReportError, match=r"No space left .*free some space.*--resume"),
            explained(full, run=True),
            full.open("w") as out,
        ):
            out.write("x")
            out.flush()


def test_a_link_stays_one_and_what_it_points_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "large-disk").mkdir()
    link = tmp_path / "rows.jsonl"
    link.symlink_to(tmp_path / "large-disk" / "rows.jsonl")
    for content in (b"one", b"two"):
        write_whole(link, content)
        assert link.is_symlink()
        assert (tmp_path / "large-disk" / "rows.jsonl").read_bytes() == content


def test_a_file_is_no_run_folder_and_no_space_would_help(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ReportError) as caught, RunFolder(tmp_path / "file").locked():
        pass
    assert caught.value.hint == "choose another folder for --output"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR)
    write_whole(pipe, b"rows")
    assert os.read(reader, 100) == b"rows"
    os.close(reader)
    assert pipe.is_fifo()


def test_who_may_read_a_file_is_what_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_whole(tmp_path / "mine.json", b"{}")
    finally:
        os.umask(before)
    write_whole(tmp_path / "ours.json", b"{}")
    assert (tmp_path / "mine.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "ours.json").stat().st_mode & 0o777 == 0o666 & ~before


def test_a_file_that_another_command_wrote_meanwhile_is_not_replaced_unasked(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b"theirs")
    with pytest.raises(UsageError, match=r"rows\.jsonl was written by another command meanwhile"):
        write_whole(file, b"mine", overwrite=False)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("rows.jsonl", b"theirs")]
