"""What a flip rate alone says about the drop, when nobody knows on which pairs the labels changed."""

from __future__ import annotations

from typing import NamedTuple


class Bounds(NamedTuple):
    """Every value from `low` to `high` is possible; no value outside is."""

    low: float
    high: float


def model_part_bounds(flip_rate: float, broke: float, fixed: float) -> Bounds:
    """Of the points of the drop that come from pairs whose label was kept.

    flip_rate: share of pairs whose label changed; broke, fixed: shares of pairs right before and wrong after, wrong
    before and right after. At one end the changed labels are all among the pairs that broke, at the other among those
    that were fixed. Raises ValueError for shares that are none.

    Source: Horowitz and Manski (1995), Econometrica 63, 281-302 (contaminated data).
    """
    _check(flip_rate, broke, fixed)
    kept = 1 - flip_rate
    return Bounds(
        low=max(0.0, broke - flip_rate) - min(kept, fixed),
        high=min(kept, broke) - max(0.0, fixed - flip_rate),
    )


def valid_only_bounds(flip_rate: float, broke: float, fixed: float) -> Bounds:
    """Of the drop among pairs whose label was kept.

    Both ends move outwards as the flip rate grows, so for a flip rate known up to an interval pass its upper end.
    With a flip rate of 1 there is no such pair: [-1, 1]. Raises ValueError for shares that are none.
    """
    low, high = model_part_bounds(flip_rate, broke, fixed)
    if flip_rate == 1:
        return Bounds(-1.0, 1.0)
    return Bounds(low / (1 - flip_rate), high / (1 - flip_rate))


def noise_corrected_accuracy(observed: float, flip_rate: float, classes: int) -> float:
    """Accuracy after, if the model is as right about changed labels as about kept ones: an assumption, say so.

    `(observed - f / (K - 1)) / (1 - f - f / (K - 1))`: a changed label is any of the K - 1 others alike, and a model
    that reads it correctly was counted wrong. Raises ValueError where labels change so often that nothing can be told
    (f >= (K - 1) / K).

    Source: Angluin and Laird (1988), Machine Learning 2, 343-370 (classification noise).
    """
    if classes < 2 or not 0 <= flip_rate < (classes - 1) / classes:
        raise ValueError(f"need a flip rate below (K - 1) / K and K >= 2 classes, got {flip_rate} and {classes}")
    to_one_other = flip_rate / (classes - 1)
    return (observed - to_one_other) / (1 - flip_rate - to_one_other)


def _check(flip_rate: float, broke: float, fixed: float) -> None:
    if min(flip_rate, broke, fixed) < 0 or flip_rate > 1 or broke + fixed > 1:
        raise ValueError(f"need shares with broke + fixed <= 1, got {flip_rate}, {broke}, {fixed}")
