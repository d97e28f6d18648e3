"""What a worker does with one shard: rebuild the transforms by name, rewrite, check. It never sees a label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from robustbench_nlp.core.chain import Chain, read_chains
from robustbench_nlp.core.outcome import Rewritten, Status
from robustbench_nlp.core.text import Text
from robustbench_nlp.errors import PluginError
from robustbench_nlp.plugin.catalog import Catalog, load_catalog
from robustbench_nlp.plugin.factory import made
from robustbench_nlp.runner.checks import NamedCheck, Pair, everywhere, findings, make_check, required
from robustbench_nlp.runner.checks import explicit as explicit_checks
from robustbench_nlp.runner.rewrite import LoadedChain, rewrite_in_steps


@dataclass(frozen=True)
class Job:
    """What every shard of a run has in common: names and plain data only.

    chains    canonical forms
    explicit  the same chains with versions and every param, so that a worker with another plugin version refuses
    checks    names and versions of all label checks that take part
    """

    chains: tuple[str, ...]
    explicit: tuple[str, ...]
    checks: tuple[str, ...]
    seed: int
    draws: int
    allow: str | None = None
    """The plugins that may take part, as `load_catalog` takes it."""


@dataclass(frozen=True)
class Shard:
    """A fixed-size piece of the data set."""

    index: int
    texts: tuple[Text, ...]
    chains: tuple[int, ...] | None = None
    """Which of the job's chains are wanted, by index; None for all."""


@dataclass(frozen=True)
class ShardResult:
    """Everything the transforms made of one shard, by chain, draw and text."""

    index: int
    rewritten: tuple[Rewritten, ...]


class Engine(Protocol):
    """Runs shards somewhere and yields results in any order."""

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[ShardResult]:
        """Every shard once."""
        ...


@dataclass(frozen=True)
class Workshop:
    """The loaded chains and checks of a job."""

    chains: tuple[LoadedChain, ...]
    checks: tuple[NamedCheck, ...]


def do_shard(job: Job, shard: Shard) -> ShardResult:
    """Rewrite one shard with every chain that is wanted and every draw; chains share the shard's parse."""
    workshop = _workshop(job)
    done: list[Rewritten] = []
    wanted = range(len(workshop.chains)) if shard.chains is None else shard.chains
    for loaded in (workshop.chains[i] for i in wanted):
        for draw in range(job.draws):
            rows, steps = rewrite_in_steps(loaded, shard.texts, job.seed, draw)
            done += _flagged(shard.texts, rows, steps, workshop.checks)
    return ShardResult(shard.index, tuple(done))


def load_chain(chain: Chain, catalog: Catalog) -> LoadedChain:
    """Make a chain's transforms and the checks they require; `PluginError` names the plugin whose factory fails."""
    transforms = []
    for step in chain.steps:
        entry = catalog.find("transforms", step.qualified_name)
        transforms.append(made(step.spec.make, entry.owner, step.params))
    checks = tuple(tuple(make_check(entry) for entry in required(catalog, step)) for step in chain.steps)
    return LoadedChain(chain, tuple(transforms), checks)


@lru_cache(maxsize=2)
def _workshop(job: Job) -> Workshop:
    catalog = load_catalog(allow=job.allow)
    chains = tuple(chain for written in job.chains for chain in read_chains(written, catalog.transform))
    for chain, explicit in zip(chains, job.explicit, strict=True):
        if chain.explicit != explicit:
            raise PluginError(
                f"this worker has {chain.explicit}, the run was planned with {explicit}",
                "install the same plugin versions everywhere",
            )
    mine = explicit_checks(catalog, chains)
    if mine != job.checks:
        raise PluginError(
            f"this worker has the label checks {', '.join(mine)}, the run was planned with {', '.join(job.checks)}",
            "install the same plugin versions everywhere",
        )
    checks = tuple(make_check(entry) for entry in everywhere(catalog))
    return Workshop(tuple(load_chain(chain, catalog) for chain in chains), checks)


def _flagged(
    texts: Sequence[Text], rows: Sequence[Rewritten], steps: Sequence[Sequence[Pair]], checks: Sequence[NamedCheck]
) -> list[Rewritten]:
    done = list(rows)
    changed = [i for i, row in enumerate(rows) if row.status is Status.CHANGED]
    pairs = [Pair(texts[i].text, rows[i].text, rows[i].edits) for i in changed]
    for i, flags in zip(changed, findings(checks, pairs, [steps[i] for i in changed]), strict=True):
        if flags:
            done[i] = replace(rows[i], flags=flags)
    return done
