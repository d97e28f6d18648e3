from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from robustbench_nlp.audit.folder import AuditFolder, audit_folder
from robustbench_nlp.audit.item import Item, Kind, sha256
from robustbench_nlp.audit.labelling import Labelling
from robustbench_nlp.audit.manifest import Annotator, Manifest, Stratum
from robustbench_nlp.audit.terminal.device import Size
from robustbench_nlp.audit.terminal.keys import GONE, RESIZED
from robustbench_nlp.audit.terminal.session import Session

MakeAudit = Callable[..., AuditFolder]
USUAL = Size(80, 24)


@pytest.fixture
def make_audit(tmp_path: Path) -> MakeAudit:
    """An audit of the run `tmp_path` for anna, who reads all, and ben."""

    def make(texts: Sequence[str] = (), labels: Sequence[str] = ("negative", "positive")) -> AuditFolder:
        texts = texts or [f"This is text {i}." for i in range(6)]
        folder = audit_folder(tmp_path, "typo@3")
        strata, people = (Stratum("s", 1, 9, 9),), (Annotator("anna"), Annotator("ben"))
        folder.write_plan(
            Manifest("d", "test", "f", "typo@3", "t", tuple(labels), ("m",), "r", 7, 9, 9, 0.1, strata, people, "v"),
            [
                Item(f"a-{i}", f"e{i}", Kind.TRANSFORMED, "s", labels[0], ("anna", "ben"), t, sha256(t), "t")
                for i, t in enumerate(texts)
            ],
        )
        folder.sheet("anna").parent.mkdir()
        folder.sheet("anna").touch()
        return folder

    return make


class Scripted:
    """A terminal whose user reads for a second, then presses the next key of a script; at its end the line is cut."""

    def __init__(self, script: Iterable[str | float | Size], size: Size = USUAL) -> None:
        self.now = 0.0
        self.screens: list[list[str]] = []
        self._script: Iterator[str | float | Size] = iter(script)
        self._size = size
        self.pause = 1.0

    @property
    def last(self) -> str:
        return "\n".join(self.screens[-1])

    def clock(self) -> float:
        return self.now

    def size(self) -> Size:
        return self._size

    def draw(self, lines: Sequence[str]) -> None:
        self.screens.append(list(lines))

    def key(self) -> str:
        pause = self.pause
        for event in self._script:
            if isinstance(event, Size):
                self._size = event
                return RESIZED
            if isinstance(event, float):
                pause = event
                continue
            self.now += pause
            return event
        return GONE

    def suspend(self) -> None:
        self.now += 3600


@pytest.fixture
def go() -> Callable[..., Scripted]:
    """Lets anna label in an audit by a script of keys."""

    def play(
        folder: AuditFolder, script: Iterable[str | float | Size], size: Size = USUAL, **options: bool
    ) -> Scripted:
        terminal = Scripted(script, size)
        Session(Labelling(folder, "anna"), terminal, clock=terminal.clock, **options).run()
        return terminal

    return play
