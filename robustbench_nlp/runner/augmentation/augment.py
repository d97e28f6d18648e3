"""Draws rewritten examples from a training set: balanced by class, each source at most once, only real changes."""

from __future__ import annotations

from robustbench_nlp.core.chain import read_chains
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.errors import DataError
from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.runner.augmentation.draw import Draw, Progress
from robustbench_nlp.runner.augmentation.quotas import check_shares, quotas
from robustbench_nlp.runner.augmentation.refuse import refuse_unsuitable
from robustbench_nlp.runner.augmentation.rows import Augmentation
from robustbench_nlp.runner.engines.start import start_engine
from robustbench_nlp.runner.plan import make_job


def augment(
    catalog: Catalog,
    dataset: Dataset,
    transforms: str,
    *,
    size: int,
    seed: int,
    workers: int = 1,
    shares: tuple[float, ...] = (),
    progress: Progress | None = None,
) -> Augmentation:
    """Rewrite `size` training examples; fewer, and `short` says which, where the data cannot give as many.

    Classes get equal parts, and within them transforms their shares. A row is used where its text changed and no label
    check objects; which rows those are depends on data, transforms, seed and size alone. A class or transform that
    runs short is not made up for by another, which would change the mix.

    `UsageError` where a transform changes the label by design or the data are made to evaluate on; `DataError` where
    no row is left.
    """
    chains = read_chains(transforms, catalog.transform)
    refuse_unsuitable(dataset, chains, size=size, workers=workers, seed=seed)
    parts = check_shares(shares, len(chains))
    job = make_job(catalog, chains, seed=seed, draws=1)
    draw = Draw(dataset, job, quotas(size, len({e.label for e in dataset.examples}), parts))
    draw.fill(start_engine(catalog, "", workers), progress or (lambda done, total: None))
    if not draw.rows:
        reasons = "; ".join(map(str, draw.left_out()))
        raise DataError(f"no example of {dataset.name} gives a rewritten one: {reasons}", "try other transforms")
    recipe = {
        "transforms": list(job.explicit),
        "shares": [round(part, 6) for part in parts],
        "checks": list(job.checks),
        "seed": seed,
        "asked": size,
        "left_out": {f"{p.where}: {p.what}": p.count for p in draw.left_out()},
        "source": dataset.fingerprint,
    }
    return Augmentation(draw.in_order(), draw.left_out(), size, draw.short(), recipe)
