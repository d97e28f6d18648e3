"""The feed-forward network of the course: K = X H + b_H, S = ReLU(K), Z = S U + b_U, O = softmax(Z)."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn


class SparseRows(NamedTuple):
    """Rows of X (t, f) by their nonzero entries: column indices and values, and where each row starts."""

    columns: Tensor
    values: Tensor
    starts: Tensor


class FeedForward(nn.Module):
    """Parameters H (f, h), b_H (h), U (h, c), b_U (c)."""

    def __init__(self, features: int, hidden: int, classes: int) -> None:
        super().__init__()
        self.H = nn.Parameter(torch.zeros(features, hidden))
        self.b_H = nn.Parameter(torch.zeros(hidden))
        self.U = nn.Parameter(torch.zeros(hidden, classes))
        self.b_U = nn.Parameter(torch.zeros(classes))

    def initialise(self, generator: torch.Generator) -> None:
        """Random weights: rows of X have length 1, so H of unit variance over the square root of h keeps K small."""
        with torch.no_grad():
            self.H.normal_(0, self.H.shape[1] ** -0.5, generator=generator)
            self.U.normal_(0, self.U.shape[0] ** -0.5, generator=generator)

    def forward(self, x: Tensor | SparseRows) -> Tensor:
        """Z (t, c), the scores before the softmax, for X dense (t, f) or sparse."""
        if isinstance(x, SparseRows):
            xh = nn.functional.embedding_bag(x.columns, self.H, x.starts, mode="sum", per_sample_weights=x.values)
        else:
            xh = x @ self.H
        return torch.relu(xh + self.b_H) @ self.U + self.b_U
