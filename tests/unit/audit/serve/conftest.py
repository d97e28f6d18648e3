"""An audit of a few texts by two people and a judge, and the server for it as a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from robustbench_nlp.audit.folder import AuditFolder, audit_folder
from robustbench_nlp.audit.item import Item, Kind, sha256
from robustbench_nlp.audit.manifest import Annotator, Manifest, Stratum

HOSTILE = (
    "<script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\">"
    "</article><form action=//evil.example><button data-key=1>x</button> A &amp; B <b>bold</b>"
)
TEXTS = (
    "A moving, funny film.",
    HOSTILE,
    "Dull from the first minute.<br /><br />And it never ends.",
    "\u202eright to left\x00 and \ud800 half a character",
    "Great.\n\tGreat  acting.",
    "عمل رائع",
    "Long. " * 900,
    "It ends.",
)


@pytest.fixture
def folder(tmp_path: Path) -> AuditFolder:
    """Anna reads every text, Bert every other one."""
    made = audit_folder(tmp_path / "run", "synonym@3")
    items = [
        Item(
            f"a-{i:04x}",
            f"secret-example-{i}",
            Kind.ORIGINAL if i == 4 else Kind.TRANSFORMED,
            "10|flag1|secret-stratum",
            "negative",
            ("anna", "bert") if i % 2 else ("anna",),
            text,
            sha256(text),
            "synonym@3",
            flags=("secret-flag",),
        )
        for i, text in enumerate(TEXTS)
    ]
    manifest = Manifest(
        dataset="secret-data",
        split="test",
        fingerprint="f",
        transform="synonym@3",
        explicit="synonym.v1(rate=0.3)",
        labels=("negative", "positive"),
        models=("m",),
        run="r",
        seed=3,
        budget=8,
        pairs=8,
        drop=0.05,
        strata=(Stratum("10|flag1|secret-stratum", 1, 8, 8),),
        annotators=(Annotator("anna"), Annotator("bert"), Annotator("a judge", "llm", "some-model")),
        tool="t",
    )
    made.write_plan(manifest, items)
    return made


class Server(NamedTuple):
    """A running `robust audit serve`."""

    process: subprocess.Popen[str]
    links: dict[str, str]

    @property
    def port(self) -> int:
        return int(re.search(r":(\d+)/", next(iter(self.links.values()))).group(1))  # type: ignore[union-attr]

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> tuple[int, str]:
        """As Ctrl-C does; exit code, and what it printed at the end."""
        self.process.send_signal(signal.SIGINT)
        printed, _ = self.process.communicate(timeout=30)
        return self.process.returncode, printed


@pytest.fixture
def start(folder: AuditFolder) -> Iterator[Callable[..., Server]]:
    """Starts a server for the audit and waits until it takes requests."""
    running = []

    def started(*options: str, port: int = 0) -> Server:
        command = [sys.executable, "-m", "robustbench_nlp", "audit", "serve", str(folder.path.parents[1])]
        process = subprocess.Popen(
            [*command, "--port", str(port), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        running.append(process)
        assert process.stdout
        assert process.stderr
        # Once this is said all links are printed, and the socket is open.
        assert "Ctrl-C" in process.stderr.readline()
        links = {}
        for _ in range(1 if "--annotator" in options else 2):
            name, link = re.match(r"(\w+): (http\S+) \(\d+ of \d+", process.stdout.readline()).groups()  # type: ignore[union-attr]
            links[name] = link
        return Server(process, links)

    yield started
    for process in running:
        process.kill()
        process.communicate()
