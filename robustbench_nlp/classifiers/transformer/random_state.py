"""The transformers Trainer seeds the generators of the whole process: ours to put back as they were."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Seed Python, numpy and torch for the time of a block, and leave no trace."""
    import numpy as np
    import torch
    from transformers import set_seed

    python, numpy_state = random.getstate(), np.random.get_state()  # noqa: NPY002
    with torch.random.fork_rng():
        try:
            set_seed(seed)
            yield
        finally:
            random.setstate(python)
            np.random.set_state(numpy_state)  # noqa: NPY002
