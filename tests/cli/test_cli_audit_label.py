"""Labelling by people at a real terminal: a process of its own behind a pseudo terminal."""

from __future__ import annotations

import os
import select
import signal
import struct
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from robustbench_nlp.audit.folder import AuditFolder, audit_folder
from robustbench_nlp.audit.item import Item, Kind, sha256
from robustbench_nlp.audit.labelling import Labelling
from robustbench_nlp.audit.manifest import Annotator, Manifest, Stratum

pty = pytest.importorskip("pty", reason="there are no pseudo terminals on this system")
fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")

PATIENCE = 60.0


class Desk:
    """A terminal with `robust` running in it, the keys pressed there, and what its user sees."""

    def __init__(
        self, *arguments: str, columns: int = 80, lines: int = 24, term: str = "xterm", stays: bool = False
    ) -> None:
        """`stays`: it is not ended by the system when the line is cut."""
        self.pid, self._master = pty.fork()
        if not self.pid:
            signal.signal(signal.SIGHUP, signal.SIG_IGN if stays else signal.SIG_DFL)
            environment = {**os.environ, "TERM": term, "ROBUST_PLUGINS": ""}
            # The size has to be there before the program looks at it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.execve(sys.executable, [sys.executable, "-m", "robustbench_nlp", *arguments], environment)
        self.written = b""
        self.status: int | None = None

    @property
    def screen(self) -> str:
        return self.written.rpartition(b"\x1b[H")[2].decode()

    @property
    def echoes(self) -> bool:
        return bool(termios.tcgetattr(self._master)[3] & termios.ECHO)

    def press(self, keys: str) -> None:
        # Faster than anybody reads, a press would not count.
        time.sleep(0.4)
        os.write(self._master, keys.encode())

    def until(self, words: str) -> None:
        ends = time.monotonic() + PATIENCE
        while words not in self.screen:
            assert time.monotonic() < ends, f"{words!r} never came: {self.written[-3000:]!r}"
            assert self._read(), f"ended without {words!r}: {self.written[-3000:]!r}"

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def ended(self) -> int:
        """Wait for it; the exit code, negative for a signal."""
        if self.status is None:
            ends = time.monotonic() + PATIENCE
            while self._read():
                assert time.monotonic() < ends, f"does not end: {self.written[-3000:]!r}"
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self.ended()

    def hang_up(self) -> None:
        os.close(self._master)
        self._master = -1
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def close(self) -> None:
        if self.status is None:
            self.kill()
        if self._master >= 0:
            os.close(self._master)

    def _read(self) -> bool:
        readable, _, _ = select.select([self._master], [], [], 0.2)
        if not readable:
            return True
        try:
            received = os.read(self._master, 65536)
        except OSError:
            return False
        self.written += received
        return bool(received)


@pytest.fixture
def audit(tmp_path: Path) -> AuditFolder:
    folder = audit_folder(tmp_path, "typo@3")
    texts = [
        *(f"This is text {i}." for i in range(4)),
        "Evil \x1b[2J\x1b]0;x\x07 text 4.",
        "Long text 5: " + "word " * 900,
    ]
    strata, people = (Stratum("s", 1, 9, 9),), (Annotator("anna"), Annotator("ben"))
    folder.write_plan(
        Manifest("d", "test", "f", "typo@3", "t", ("no", "yes"), ("m",), "r", 7, 9, 9, 0.1, strata, people, "v"),
        [
            Item(f"a-{i}", f"e{i}", Kind.TRANSFORMED, "s", "no", ("anna", "ben"), t, sha256(t), "t")
            for i, t in enumerate(texts)
        ],
    )
    folder.sheet("anna").parent.mkdir()
    folder.sheet("anna").touch()
    return folder


@pytest.fixture
def sit_down(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def start(*arguments: str, **options: object) -> Desk:
        desks.append(Desk(*arguments, **options))  # type: ignore[arg-type]
        return desks[-1]

    yield start
    for desk in desks:
        desk.close()


def labels(audit: AuditFolder, annotator: str = "anna") -> list[str]:
    labelling = Labelling(audit, annotator)
    return [given.label for row in labelling.rows if (given := labelling.given(row.audit_id))]


def test_a_process_killed_between_two_keys_loses_no_answer(audit: AuditFolder, sit_down: Callable[..., Desk]) -> None:
    for answered in range(0, 4, 2):
        desk = sit_down("audit", "label", str(audit.sheet("anna")))
        desk.until(f"{answered} of 6")
        for done, key in enumerate("12", answered + 1):
            desk.press(key)
            desk.until(f"{done} of 6")
        desk.kill()
        assert labels(audit) == ["no", "yes"] * (answered // 2 + 1)
    assert all(0.3 <= response.seconds < PATIENCE for response in audit.responses() if response.seconds is not None)


def test_a_whole_sheet_with_undo_notes_pages_and_another_size(
    audit: AuditFolder, tmp_path: Path, sit_down: Callable[..., Desk]
) -> None:
    desk = sit_down("audit", "label", str(tmp_path), "--annotator", "ben", "--naturalness", columns=40, lines=12)
    rows = Labelling(audit, "ben").rows
    desk.until("0 of 6")
    for done, row in enumerate(rows, 1):
        if row.text.startswith("Long"):
            desk.until("space for more")
            desk.press("\x1b[6~\x1b[F")
            desk.until("-- end --")
            desk.resize(100, 50)
            desk.until("word " * 18)
            desk.until("-- end --")
            desk.resize(40, 12)
            desk.until("space for more")
        else:
            desk.until("text " + row.text[-2:])
        if done == 2:
            desk.press("nodd é\r")
            desk.until("note: odd é")
        desk.press("2")
        desk.until("How natural")
        assert f"{done} of 6" in desk.screen
        desk.press("5")
        desk.until("[n] note" if done < 6 else "All done")
    desk.until("All done")
    desk.press("u")
    desk.until("taken back: yes")
    desk.press("m")
    desk.until("How natural")
    desk.press("0")
    desk.until("All done")
    assert not desk.echoes
    desk.press("q")
    assert desk.ended() == 0
    assert labels(audit, "ben") == ["yes"] * 5 + ["mixed"]
    given = [Labelling(audit, "ben").given(row.audit_id) for row in rows]
    assert [response.naturalness for response in given if response] == [5] * 5 + [None]
    assert given[1] is not None
    assert given[1].comment == "odd é"
    assert b"6 of 6 answered, every answer is saved" in desk.written
    # What the text brought along never arrives; what draws the screen is all there is.
    assert b"\x1b[2J" not in desk.written
    assert b"\x07" not in desk.written
    assert "␛[2J".encode() in desk.written


def test_leaving_gives_the_terminal_back(audit: AuditFolder, sit_down: Callable[..., Desk]) -> None:
    for how, code in (("q", 0), ("\x03", 130), (signal.SIGTERM, 130), (signal.SIGHUP, 130)):
        desk = sit_down("audit", "label", str(audit.sheet("anna")))
        desk.until("[q] quit")
        assert not desk.echoes
        if isinstance(how, signal.Signals):
            os.kill(desk.pid, how)
        else:
            desk.press(how)
        assert desk.ended() == code
        assert desk.echoes
        assert b"\x1b[?1049l" in desk.written
        assert b"Traceback" not in desk.written
        assert (b"interrupted: 0 of 6 texts are answered, all of them saved" in desk.written) == (code == 130)


@pytest.mark.parametrize("stays", [False, True])
def test_a_line_that_is_cut_ends_it_and_loses_no_answer(
    audit: AuditFolder, sit_down: Callable[..., Desk], stays: bool
) -> None:
    desk = sit_down("audit", "label", str(audit.sheet("anna")), stays=stays)
    desk.until("0 of 6")
    desk.press("1")
    desk.until("1 of 6")
    desk.hang_up()
    assert labels(audit) == ["no"]


def test_a_terminal_that_can_do_nothing_gets_plain_lines(audit: AuditFolder, sit_down: Callable[..., Desk]) -> None:
    desk = sit_down("audit", "label", str(audit.sheet("anna")), term="dumb")
    desk.until("0 of 6")
    desk.press("1")
    desk.until("1 of 6")
    desk.press("q")
    assert desk.ended() == 0
    assert b"\x1b" not in desk.written


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{run}", "--annotator", "carl"], "its annotators are anna, ben"),
        (["{run}"], "--annotator: anna, ben"),
        (["{run}/nothing.csv"], "there is no"),
        (["{run}/copy.csv"], "does not lie in its audit"),
        (["{sheet}", "--annotator", "ben"], "leave out --transform"),
        (["{sheet}"], "needs a terminal"),
    ],
)
def test_what_cannot_be_labelled_is_said(
    audit: AuditFolder, tmp_path: Path, robust: Callable[..., object], arguments: list[str], said: str
) -> None:
    (tmp_path / "copy.csv").touch()
    done = robust("audit", "label", *(part.format(run=tmp_path, sheet=audit.sheet("anna")) for part in arguments))
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
