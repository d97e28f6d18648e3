"""Draws the texts of an audit, gives them to annotators and writes the sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from robustbench_nlp.audit.allocation import FEWEST
from robustbench_nlp.audit.assignment import Reader
from robustbench_nlp.audit.compose import Composer, Ids
from robustbench_nlp.audit.controls import counts
from robustbench_nlp.audit.flips import Flip, find_flips
from robustbench_nlp.audit.folder import AuditFolder, audit_folder
from robustbench_nlp.audit.frame import Frame, changed, read_frame
from robustbench_nlp.audit.item import Item, Kind
from robustbench_nlp.audit.known import Known, read_known, remember, write_strata
from robustbench_nlp.audit.manifest import Annotator, Manifest, Stratum
from robustbench_nlp.audit.max_flip import refuse_no_share
from robustbench_nlp.audit.names import label_names, refuse_unusable_names
from robustbench_nlp.audit.promise import Promise, promise
from robustbench_nlp.audit.sample import Sample, draw_sample
from robustbench_nlp.audit.sheet import in_order, sheet_bytes
from robustbench_nlp.audit.strata import UNCHANGED, stratify
from robustbench_nlp.core.chain import read_chains
from robustbench_nlp.core.rng import Rng, rng_for
from robustbench_nlp.errors import UsageError
from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.runner.atomic import write_whole
from robustbench_nlp.version import __version__


@dataclass(frozen=True)
class PlanRequest:
    """What a user asks of an audit.

    transform    as in the report; None where the run has only one that changes texts
    budget       rewritten texts to be read anew; second readings and controls come on top
    annotators   their names; who has the name of one in a `known` audit is the same person
    flips        a file of texts whose label is known to have changed (columns text and label), or a transform that
                 changes it; "" for the usual one
    known        runs whose audits have read some of the same texts
    label_names  what annotators read in place of the data's label names, in their order; () keeps these
    max_flip     share of changed labels that `audit check` will be asked to allow: what budget does that take?
    overwrite    replace an audit that nobody has answered yet
    """

    run: Path
    transform: str | None = None
    budget: int = 120
    annotators: tuple[str, ...] = ("annotator-1", "annotator-2")
    seed: int = 0
    flips: str = ""
    known: tuple[Path, ...] = ()
    label_names: tuple[str, ...] = ()
    max_flip: float = 0.05
    overwrite: bool = False


@dataclass(frozen=True)
class Planned:
    """An audit as it was written, its sheets by annotator, and what the user should know.

    items  those to be read now, without what earlier audits have read
    """

    folder: AuditFolder
    manifest: Manifest
    items: tuple[Item, ...]
    sheets: tuple[tuple[str, Path], ...]
    notes: tuple[str, ...]
    promise: Promise


def plan_audit(request: PlanRequest, catalog: Catalog) -> Planned:
    """Plan an audit and write it beside the run's report.

    `UsageError` where the run's texts were made by another version of the transform, where the budget leaves a stratum
    unread, or where an audit that has answers is in the way.
    """
    refuse_unusable_names(request.annotators)
    refuse_no_share(request.max_flip)
    frame = read_frame(request.run, request.transform)
    _refuse_other_version(frame, catalog)
    frame = replace(frame, labels=label_names(frame, request.label_names))
    known = [read_known(run, frame.result.transform, frame.labels) for run in request.known]
    readers = [Reader(name) for name in request.annotators]
    remember(readers, frame, known)
    sample = draw_sample(frame, known, readers, request.budget, request.seed)
    composer = Composer(frame, Ids(_rng(request, frame, "ids")), _rng(request, frame, "items"))
    rewritten = composer.rewritten(sample, readers)
    flips, missing = _flips(request, frame, sample, rewritten, catalog)
    items = rewritten + composer.controls(rewritten, sample, readers, flips)
    carried = list(composer.carried(sample, known))
    manifest = _manifest(request, frame, sample, known)
    folder = audit_folder(request.run if request.run.is_dir() else request.run.parent, frame.result.transform)
    with folder.locked():
        _make_room(folder, overwrite=request.overwrite)
        everything = sorted([*items, *(item for item, _ in carried)], key=lambda item: item.audit_id)
        write_strata(folder, [share.stratum for share in sample.shares], frame.labels)
        sheets = _write_sheets(folder, items, request)
        folder.add_responses(answer for _, answers in carried for answer in answers)
        folder.write_plan(manifest, everything)
    notes = [missing] if missing else _too_few(items, request.annotators)
    notes += [
        f"only {s.audited} of {len(s.stratum.pairs)} texts of {s.stratum.name} can be read, since the annotators have "
        "seen the originals of the others: name other annotators"
        for s in sample.shares
        if s.audited < min(FEWEST, len(s.stratum.pairs))
    ]
    if len(manifest.annotators) == 1:
        notes.append("one annotator: nothing can be said about agreement, and nobody outvotes a slip")
    return Planned(folder, manifest, tuple(items), sheets, tuple(notes), _promise(request, frame, sample))


def _promise(request: PlanRequest, frame: Frame, sample: Sample) -> Promise:
    # What budget an audit needs that has another's answers to begin with is not looked for.
    strata = () if request.known else stratify(frame.pairs, frame.labels)
    pairs, budget = len(frame.pairs), request.budget
    return promise(sample.shares, pairs, request.max_flip, request.seed, budget=budget, strata=strata)


def _rng(request: PlanRequest, frame: Frame, what: str) -> Rng:
    return rng_for(request.seed, f"audit/{what}", f"{frame.report.digest}/{frame.result.transform}")


def _refuse_other_version(frame: Frame, catalog: Catalog) -> None:
    here = read_chains(frame.result.transform, catalog.transform)[0].explicit
    if here != frame.result.explicit:
        raise UsageError(
            f"the run's texts were made by {frame.result.explicit}, this installation has {here}",
            "run the evaluation again, or plan the audit with the version that made them",
        )


def _make_room(folder: AuditFolder, *, overwrite: bool) -> None:
    manifest = folder.path / AuditFolder.MANIFEST
    # Also where there is no manifest: ids are those of the seed, and answers to a lost plan would answer this one.
    if folder.responses():
        raise UsageError(
            f"{folder.path} holds an audit that has answers",
            "go on with it, or move that folder away; another run may use its answers with --known",
        )
    if manifest.exists() and not overwrite:
        raise UsageError(f"{folder.path} holds an audit already", "go on with it, or --overwrite it")
    # First of all, so that what is left of a plan that was stopped half way is no audit.
    manifest.unlink(missing_ok=True)
    for sheet in (folder.path / "sheets").glob("*"):
        sheet.unlink()


def _flips(
    request: PlanRequest, frame: Frame, sample: Sample, rewritten: Sequence[Item], catalog: Catalog
) -> tuple[list[Flip], str]:
    """Enough for everybody, of texts that nobody reads rewritten."""
    read = {one.pair.before for one in sample.drawn} | {one.pair.before for one in sample.read}
    spare = [placed for placed in sample.placed(frame.pairs) if placed.pair.before not in read]
    mine = [sum(name in item.annotators for item in rewritten) for name in request.annotators]
    wanted = max((counts(texts)[1] for texts in mine if texts), default=0)
    return find_flips(request.flips, frame, spare, wanted, catalog=catalog, rng=_rng(request, frame, "flips"))


def _manifest(request: PlanRequest, frame: Frame, sample: Sample, known: Sequence[Known]) -> Manifest:
    spec, result = frame.report.spec, frame.result
    strata = [Stratum(s.stratum.name, s.stratum.d, len(s.stratum.pairs), s.audited) for s in sample.shares]
    unchanged = sum(not changed(pair) for pair in frame.pairs)
    if unchanged:
        strata.append(Stratum(UNCHANGED, 0, unchanged, 0))
    annotators = {name: Annotator(name) for name in request.annotators}
    for audit in known:
        answered = {annotator for annotator, _ in audit.answers}
        annotators |= {one.name: one for one in audit.manifest.annotators if one.name in answered}
    return Manifest(
        dataset=spec.dataset,
        split=spec.split,
        fingerprint=spec.dataset_fingerprint,
        transform=result.transform,
        explicit=result.explicit,
        labels=frame.labels,
        models=tuple(dict.fromkeys([spec.model_digest, *(m for audit in known for m in audit.manifest.models)])),
        run=frame.report.digest,
        seed=request.seed,
        budget=request.budget,
        pairs=len(frame.pairs),
        drop=(result.broke - result.fixed) / len(frame.pairs),
        strata=tuple(strata),
        annotators=tuple(annotators.values()),
        tool=__version__,
    )


def _write_sheets(folder: AuditFolder, items: Sequence[Item], request: PlanRequest) -> tuple[tuple[str, Path], ...]:
    sheets = []
    for name in request.annotators:
        mine = in_order(items, name, request.seed)
        if mine:
            write_whole(folder.sheet(name), sheet_bytes(mine))
            sheets.append((name, folder.sheet(name)))
    return tuple(sheets)


def _too_few(items: Sequence[Item], annotators: Sequence[str]) -> list[str]:
    notes = []
    for kind, what in ((Kind.ORIGINAL, "untouched texts"), (Kind.FLIP, "known flips")):
        for name in annotators:
            mine = [item for item in items if name in item.annotators]
            got = sum(item.kind is kind for item in mine)
            wanted = counts(sum(item.kind is Kind.TRANSFORMED for item in mine))[kind is Kind.FLIP]
            if mine and got < wanted:
                notes.append(f"{name} gets {got} of {wanted} {what}: there are no more that fit")
    return notes
