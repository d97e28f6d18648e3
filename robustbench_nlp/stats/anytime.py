"""Evidence for a drop that may be looked at again and again while examples come in, and acted on at any look."""

from __future__ import annotations

from math import exp, inf, log

from scipy.special import betaln


def e_value(n10: int, n01: int) -> float:
    """Against "broken and fixed are equally likely": a Beta(1/2, 1/2) mixture over the sign test; counts so far.

    `exp(betaln(n10 + 1/2, n01 + 1/2) - betaln(1/2, 1/2) + (n10 + n01) ln 2)`; infinite beyond the largest float.
    Without a drop it ever reaches 1 / alpha with a chance of at most alpha (Ville 1939): from 20 on one may stop.

    Source: Robbins (1970), Annals of Mathematical Statistics 41, 1397-1409; Ramdas et al. (2023), Statistical Science
    38, 576-601.
    """
    value = float(betaln(n10 + 0.5, n01 + 0.5) - betaln(0.5, 0.5)) + (n10 + n01) * log(2)
    return exp(value) if value < 709 else inf
