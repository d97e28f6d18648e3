"""One sitting of a judge: what it has yet to read, what that takes, and its answers, each kept at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from robustbench_nlp.audit.choices import choices
from robustbench_nlp.audit.find import find_audit
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.item import Item
from robustbench_nlp.audit.judging.find import annotator_name, find_judge
from robustbench_nlp.audit.judging.heard import heard
from robustbench_nlp.audit.judging.independent import loader
from robustbench_nlp.audit.judging.seat import answered_by, seated, take_seat
from robustbench_nlp.audit.labelling import Labelling
from robustbench_nlp.audit.manifest import Annotator, Manifest
from robustbench_nlp.audit.sheet import in_order
from robustbench_nlp.core.judge import Estimate, Judge, JudgeRequest
from robustbench_nlp.errors import Interrupted, UsageError
from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.plugin.factory import made
from robustbench_nlp.report.document import read_report
from robustbench_nlp.runner.atomic import write_whole
from robustbench_nlp.runner.folder_lock import held


@dataclass(frozen=True)
class JudgingRequest:
    """Which judge is to read which audit.

    judge      `name:source`, as `find_judge` reads it
    annotator  what it is called; "" for a name made from the judge's own
    base_url, key  as in `JudgeRequest`
    """

    run: Path
    judge: str
    transform: str | None = None
    annotator: str = ""
    base_url: str = ""
    key: str = ""


class Silent(NamedTuple):
    """A text about which the judge gave no answer that can be used, and what it said."""

    audit_id: str
    said: str


@dataclass(frozen=True)
class Judging:
    """A judge before its texts. Nothing is written and nobody is asked before `run`.

    left      texts that it has yet to answer
    done      texts that it has answered before
    estimate  what these will take; None where that is nothing worth asking about
    """

    folder: AuditFolder
    someone: Annotator
    left: tuple[Item, ...]
    done: int
    estimate: Estimate | None
    judge: Judge
    owner: str

    def run(self, progress: Callable[[int, int], None] = lambda _done, _total: None) -> tuple[Silent, ...]:
        """Let it answer; `progress(done, total)` after each answer.

        Texts without an answer that can be used stay open. `Interrupted` on Ctrl-C, and the judge's own errors:
        answers given until then are kept.
        """
        place = self.folder.path / "judges" / self.someone.name
        silent: list[Silent] = []
        with held(place, "judge", "--annotator"):
            take_seat(self.folder, self.someone)
            labelling = Labelling(self.folder, self.someone.name)
            self._write_record(place, 0)
            allowed = [choice.label for choice in labelling.choices]
            count = 0
            try:
                texts = [item.text for item in self.left]
                with closing(heard(self.judge, texts, allowed, self.owner)) as answers:
                    for item, answer in zip(self.left, answers, strict=True):
                        if answer.label:
                            labelling.answer(item.audit_id, answer.label, comment=answer.comment)
                        else:
                            silent.append(Silent(item.audit_id, answer.comment))
                        count += 1
                        progress(count, len(self.left))
            except KeyboardInterrupt:
                raise Interrupted("interrupted; every answer until now is kept", "the same command goes on") from None
            finally:
                self._write_record(place, count - len(silent))
        return tuple(silent)

    def _write_record(self, place: Path, answered: int) -> None:
        """What the answers depend on, for whoever wants to repeat them."""
        content: dict[str, Any] = {
            "annotator": self.someone.name,
            "kind": self.someone.kind,
            "what": self.someone.what,
            "plugin": self.owner,
            "record": getattr(self.judge, "record", {}),
            "last_sitting": {"answered": answered, **getattr(self.judge, "sitting", {})},
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        write_whole(place / "record.json", text.encode("utf-8", "surrogatepass"))


def open_judging(request: JudgingRequest, catalog: Catalog) -> Judging:
    """Find the audit, make the judge, and see what it has yet to read; errors as those who do so have them."""
    folder = find_audit(request.run, request.transform)
    manifest = folder.manifest()
    entry, source = find_judge(catalog, request.judge)
    judge: Judge = made(entry.spec.make, entry.owner, _asked(request, source, manifest, catalog))
    name = request.annotator or annotator_name(entry, source)
    someone = Annotator(name, entry.qualified_name, judge.signature)
    answered = answered_by(folder, name)
    manifest, items = seated(manifest, folder.items(), someone, answered=bool(answered))
    left = tuple(item for item in in_order(items, name, manifest.seed) if item.audit_id not in answered)
    estimate = getattr(judge, "estimate", None)
    cost = estimate([item.text for item in left]) if estimate and left else None
    return Judging(folder, someone, left, len(answered), cost, judge, entry.owner)


def seat_by_sheet(request: JudgingRequest, catalog: Catalog) -> Path:
    """Name a judge that answers elsewhere as what it is, and give it a blind sheet to be imported when it is filled.

    Nobody is asked, and nothing is known of it but what the user says.
    """
    folder = find_audit(request.run, request.transform)
    entry, source = find_judge(catalog, request.judge)
    if not source:
        raise UsageError(f"which {entry.spec.name}? Reports name it", f"write --judge {entry.spec.name}:NAME")
    someone = Annotator(
        request.annotator or annotator_name(entry, source), entry.qualified_name, f"{source} (by sheet)"
    )
    return take_seat(folder, someone)


def _asked(request: JudgingRequest, source: str, manifest: Manifest, catalog: Catalog) -> JudgeRequest:
    return JudgeRequest(
        source=source,
        labels=manifest.labels,
        load=loader(catalog, manifest, read_report(request.run).spec.model),
        undecided={one.label: one.meaning for one in choices(manifest.labels)[len(manifest.labels) :]},
        base_url=request.base_url,
        key=request.key,
    )
