"""Label checks on outputs: those every output is looked at with, and those a transform's outputs must pass.

A check is a function `(before, after, edits) -> flag | None`. One that needs a parse may have a method
`prepare(pairs)`, too: it is called with all pairs of a batch before the check is asked about each of them. One that
cannot tell from the first text and the last what several steps of a chain did may have `in_steps(pairs)`: it is asked
instead of the function, with what each step made of the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from robustbench_nlp.core.chain import Chain
from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.params import Step
from robustbench_nlp.errors import PluginError, RobustError, UsageError
from robustbench_nlp.plugin.catalog import Catalog, Entry
from robustbench_nlp.plugin.factory import made

Check = Callable[[str, str, Sequence[Edit]], str | None]


class Pair(NamedTuple):
    """A text before and after, and the edits between."""

    before: str
    after: str
    edits: tuple[Edit, ...]


class NamedCheck(NamedTuple):
    """A check as it was made, with the name that its findings go by."""

    name: str
    check: Check

    def prepare(self, pairs: Sequence[Pair]) -> None:
        """Give the check a batch to look at beforehand, if it wants one."""
        look = getattr(self.check, "prepare", None)
        if look is None or not pairs:
            return
        try:
            look(pairs)
        except RobustError:
            raise
        except (Exception, SystemExit):
            # Asked about each pair unprepared, it answers, or its error there becomes a finding.
            return

    def finding(self, pair: Pair, steps: Sequence[Pair] = ()) -> str | None:
        """`name: flag`, or None. A check that raises has not passed: its error is the finding.

        `steps` are the pairs of each step, where several made the pair.
        """
        in_steps = getattr(self.check, "in_steps", None) if len(steps) > 1 else None
        try:
            flag = self.check(*pair) if in_steps is None else in_steps(steps)
        except RobustError:
            raise
        except (Exception, SystemExit) as error:
            flag = f"could not look: {type(error).__name__}: {error}"
        return f"{self.name}: {flag}" if flag else None


def everywhere(catalog: Catalog) -> tuple[Entry, ...]:
    """The checks that look at every output."""
    return tuple(entry for entry in catalog.entries("checks") if entry.spec.everywhere)


def explicit(catalog: Catalog, chains: Sequence[Chain]) -> tuple[str, ...]:
    """Names and versions of all checks that take part, for a worker to compare with its own."""
    needed = (entry for chain in chains for step in chain.steps for entry in required(catalog, step))
    return tuple(sorted({f"{entry.qualified_name}.v{entry.spec.version}" for entry in (*everywhere(catalog), *needed)}))


def required(catalog: Catalog, step: Step) -> tuple[Entry, ...]:
    """The checks whose objection discards a step's rewrite; `PluginError` where one is not there."""
    return tuple(_required(catalog, step, name) for name in step.spec.checks)


def _required(catalog: Catalog, step: Step, name: str) -> Entry:
    try:
        return catalog.find("checks", name)
    except UsageError as error:
        owner = catalog.find("transforms", step.qualified_name).owner
        raise PluginError(
            f"transform {step.qualified_name!r} of {owner} requires an {error.message}", error.hint
        ) from error


def make_check(entry: Entry) -> NamedCheck:
    """Make the check of an entry; `PluginError` names the plugin whose factory fails."""
    return NamedCheck(entry.qualified_name, made(entry.spec.make, entry.owner))


def findings(
    checks: Sequence[NamedCheck], pairs: Sequence[Pair], steps: Sequence[Sequence[Pair]]
) -> list[tuple[str, ...]]:
    """What each check found in each pair, and in the steps that made it."""
    for named in checks:
        named.prepare(pairs)
    return [
        tuple(found for named in checks if (found := named.finding(pair, made_by)))
        for pair, made_by in zip(pairs, steps, strict=True)
    ]


def first_findings(checks: Sequence[NamedCheck], pairs: Sequence[Pair]) -> list[str | None]:
    """The first objection to each pair; later checks are not asked about a pair that failed."""
    first: list[str | None] = [None] * len(pairs)
    for named in checks:
        open_ = [i for i, found in enumerate(first) if found is None]
        named.prepare([pairs[i] for i in open_])
        for i in open_:
            first[i] = named.finding(pairs[i])
    return first
