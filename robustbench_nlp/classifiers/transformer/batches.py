"""Batches of fixed shapes: how long a batch is decides how many rows it has, and nothing else does.

A matrix product of another shape may round differently, so a text's last bits would depend on its company. With one
shape per length, padded with idle rows, a text gets the same answer in every run, whatever is cached already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

TOKENS_CPU, TOKENS_GPU = 1024, 16_384


def padded(length: int, longest: int) -> int:
    """The length a text is padded to: the next multiple of a step that grows with it, so that few shapes occur."""
    step = 8 if length <= 64 else 16 if length <= 128 else 32
    return min(-(-length // step) * step, max(longest, length))


def rows_at(length: int, tokens: int) -> int:
    """Rows of a batch of that padded length."""
    return max(1, tokens // length)


def cut(lengths: Sequence[int], tokens: int) -> list[list[int]]:
    """Indices of texts by padded length, longest first so that memory runs out early if it does; each exactly once."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for i, length in enumerate(lengths):
        by_length[length].append(i)
    batches = []
    for length in sorted(by_length, reverse=True):
        same, rows = by_length[length], rows_at(length, tokens)
        batches += [same[at : at + rows] for at in range(0, len(same), rows)]
    return batches


def tensors(
    ids: Sequence[Sequence[int]], length: int, rows: int, pad: int, *, left: bool = False
) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and attention mask of shape (rows, length), padded on the right or on the left; idle rows repeat the last.

    A row of nothing but padding would not do: some models look for the end of each text and refuse what has none.
    """
    import torch

    tokens = torch.full((rows, length), pad, dtype=torch.long)
    mask = torch.zeros((rows, length), dtype=torch.long)
    for i, row in enumerate(ids):
        place = slice(length - len(row), length) if left else slice(len(row))
        tokens[i, place] = torch.tensor(row, dtype=torch.long)
        mask[i, place] = 1
    tokens[len(ids) :], mask[len(ids) :] = tokens[len(ids) - 1], mask[len(ids) - 1]
    return tokens, mask
