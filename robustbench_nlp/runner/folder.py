"""The folder of a run: one writer at a time, finished shards kept, so that an interrupted run can go on."""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.outcome import Rewritten, Status
from robustbench_nlp.core.report import RunSpec
from robustbench_nlp.errors import UsageError
from robustbench_nlp.runner.atomic import write_whole
from robustbench_nlp.runner.folder_lock import held
from robustbench_nlp.runner.plan import spec_digest
from robustbench_nlp.runner.work import ShardResult

ASKED = "run.json"
FINISHED = "report.json"


class RunFolder:
    """`run.json` says what was asked, `.robust-work/` holds finished shards until the report is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.work = path / ".robust-work"

    def locked(self) -> AbstractContextManager[None]:
        """Hold the folder; `UsageError` where another run does."""
        return held(self.path, "run", "--output", run=True)

    def open(self, spec: RunSpec, *, resume: bool, overwrite: bool) -> None:
        """Make the folder ready for this run; a folder with other results is refused unless `overwrite`."""
        before = self._asked()
        same = before is not None and before.get("digest") == spec_digest(spec)
        if before is not None and not same and not overwrite:
            differs = ", ".join(_differences(before.get("spec", {}), _plain(spec))) or "the tool's version"
            raise UsageError(
                f"{self.path} holds a run that differs in: {differs}",
                "choose another --output, or --overwrite it" if not resume else "resume with the same arguments",
            )
        if before is None and (self.path / FINISHED).exists() and not overwrite:
            raise UsageError(f"{self.path} already holds a report", "choose another --output, or --overwrite it")
        if not (resume and same):
            shutil.rmtree(self.work, ignore_errors=True)
        asked = {"digest": spec_digest(spec), "spec": _plain(spec)}
        write_whole(self.path / ASKED, json.dumps(asked, sort_keys=True, indent=1).encode(), run=True)

    def _asked(self) -> dict[str, Any] | None:
        try:
            found = json.loads((self.path / ASKED).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def save(self, result: ShardResult) -> None:
        """Keep one finished shard, with a digest: after a power cut a file may be there without what was written."""
        lines = "\n".join(
            json.dumps([r.example_id, r.transform, r.draw, r.status, r.text, r.edits, r.flags, r.discarded, r.error])
            for r in result.rewritten
        )
        write_whole(self._shard(result.index), f"{_digest(lines)}\n{lines}".encode(), run=True)

    def load(self, index: int) -> ShardResult | None:
        """A shard finished earlier, or None where it is not there as it was kept."""
        try:
            digest, _, lines = self._shard(index).read_text("utf-8").partition("\n")
        except (OSError, ValueError):
            return None
        if digest != _digest(lines):
            return None
        return ShardResult(index, tuple(_row(json.loads(line)) for line in lines.splitlines()))

    def _shard(self, index: int) -> Path:
        return self.work / f"shard-{index:06d}.jsonl"

    def finish(self) -> None:
        """Drop what only an interrupted run needs."""
        shutil.rmtree(self.work, ignore_errors=True)


def _digest(lines: str) -> str:
    return hashlib.blake2b(lines.encode(), digest_size=16).hexdigest()


def _row(fields: list[Any]) -> Rewritten:
    example_id, transform, draw, status, text, edits, flags, discarded, error = fields
    replayable = tuple(Edit(*edit) for edit in edits)
    return Rewritten(
        example_id, transform, draw, Status(status), text, replayable, tuple(flags), tuple(discarded), error
    )


def _plain(spec: RunSpec) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(asdict(spec)))
    return plain


def _differences(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return [key for key in now if before.get(key) != now[key] and key != "model"]
