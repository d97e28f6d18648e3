from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from robustbench_nlp.audit.answers import Answers, read_answers
from robustbench_nlp.audit.by_time import by_time
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.response import Response
from robustbench_nlp.errors import DataError, ReportError

WRITER = """
import sys
from pathlib import Path
from robustbench_nlp.audit.answers import Answers
from robustbench_nlp.audit.response import Response
answers = Answers(Path(sys.argv[1]))
for i in range(int(sys.argv[3])):
    answers.add([Response(f"a-{i}", sys.argv[2], "pos", at="2026-01-01T00:00:00+00:00")])
    print(i, flush=True)
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_every_field_comes_back_while_the_file_is_still_written(tmp_path: Path) -> None:
    given = [
        Response("a-1", "anna", "pos", 4, 2.5, "2026-01-01T00:00:00.000+00:00", 'said: "ok"\n'),
        Response("a-1", "anna", ""),
    ]
    answers = Answers(tmp_path / "answers.sqlite")
    answers.add(given)
    assert list(read_answers(tmp_path / "answers.sqlite")) == given
    answers.close()
    assert list(read_answers(tmp_path / "answers.sqlite")) == given


def test_a_closed_file_is_one_plain_file(tmp_path: Path) -> None:
    answers = Answers(tmp_path / "answers.sqlite")
    answers.add([Response("a-1", "anna", "pos")])
    answers.close()
    assert [path.name for path in tmp_path.iterdir()] == ["answers.sqlite"]
    # Bytes 18 and 19 are 2 in a file that needs another one beside it, even to be read.
    assert (tmp_path / "answers.sqlite").read_bytes()[18:20] == b"\x01\x01"


def test_what_was_said_to_be_saved_outlives_a_killed_process(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    process = writer(path, "anna", 10_000)
    assert process.stdout
    saved = [int(process.stdout.readline()) for _ in range(25)][-1]
    process.kill()
    process.communicate()
    assert {f"a-{i}" for i in range(saved + 1)} <= {response.audit_id for response in read_answers(path)}
    # And one can go on in it.
    answers = Answers(path)
    answers.add([Response("b", "anna", "neg")])
    answers.close()
    assert read_answers(path)[-1].audit_id == "b"


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    processes = [writer(path, name, 40) for name in ("anna", "bert")]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    assert len(set(read_answers(path))) == 80


def test_a_server_killed_at_its_very_start_leaves_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    assert read_answers(path) == ()
    path.touch()
    assert read_answers(path) == ()
    Answers(path).close()
    assert read_answers(path) == ()


def test_a_file_that_is_something_else_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    path.write_text("audit_id,label\n" * 100)
    with pytest.raises(DataError, match=r"answers\.sqlite cannot be read"):
        read_answers(path)
    with pytest.raises(ReportError, match=r"cannot write .*answers\.sqlite"):
        Answers(path)
    assert path.read_text() == "audit_id,label\n" * 100


def test_answers_that_cannot_be_written_are_an_error_and_none_of_them_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    answers = Answers(path)
    answers.add([Response("a-1", "anna", "pos")])
    with sqlite3.connect(path) as other:
        other.execute(
            "CREATE TRIGGER full BEFORE INSERT ON answers WHEN NEW.audit_id = 'a-3'"
            " BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )
    with pytest.raises(ReportError, match="disk is full"):
        answers.add([Response("a-2", "anna", "pos"), Response("a-3", "anna", "pos")])
    answers.add([Response("a-4", "anna", "pos")])
    answers.close()
    assert [response.audit_id for response in read_answers(path)] == ["a-1", "a-4"]


def test_the_folder_knows_the_answers_of_both_kinds_in_the_order_they_were_given(tmp_path: Path) -> None:
    folder = AuditFolder(tmp_path)
    folder.add_responses([Response("a", "anna", "pos", at="2026-01-01T10:00:00+00:00")])
    answers = Answers(folder.path / folder.ANSWERS)
    answers.add([Response("a", "anna", "neg", at="2026-01-01T12:00:00+02:00")])
    answers.add([Response("a", "anna", "mixed", at="2026-01-01T10:00:02.000+00:00")])
    answers.close()
    folder.add_responses([Response("a", "anna", "cannot tell", at="2026-01-01T10:00:01+00:00")])
    assert [response.label for response in folder.responses()] == ["pos", "neg", "cannot tell", "mixed"]


def test_within_one_record_the_order_stays_whatever_the_times_say() -> None:
    clock_set_back = [Response("a", "x", "1", at="2026-01-02T00:00:00+00:00"), Response("a", "x", "2", at="2026-01-01")]
    no_times = [Response("b", "x", "3"), Response("b", "x", "4", at="yesterday")]
    merged = [response.label for response in by_time(clock_set_back, no_times)]
    assert merged == ["3", "4", "1", "2"]
