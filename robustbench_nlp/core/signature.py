"""The one-line recipe under each table: paste it anywhere and the number can be made again."""

from __future__ import annotations

from collections.abc import Sequence


def signature(
    *,
    transforms: Sequence[str],
    dataset: str,
    split: str,
    fingerprint: str,
    n: int,
    model: str,
    seed: int,
    draws: int,
    version: str,
) -> str:
    """For example `t:typo.v1(rate=0.1)|d:imdb/test@3fa1|n:1000|m:out@9c2e|s:0|draws:1|v:0.1.0`."""
    where = f"{dataset}/{split}" if split else dataset
    return "|".join(
        (
            f"t:{','.join(transforms)}",
            f"d:{where}@{fingerprint[:4]}",
            f"n:{n}",
            f"m:{model}",
            f"s:{seed}",
            f"draws:{draws}",
            f"v:{version}",
        )
    )
