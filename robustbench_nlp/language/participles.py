"""Irregular past participles that are no base forms as well, by hand after Quirk et al. (1985), 3.11-3.20."""

from __future__ import annotations

IRREGULAR_PARTICIPLES = frozenset(
    """been begun bitten blown born bought bound broken brought built caught chosen dealt done drawn driven eaten fallen
    fed felt flown forgiven forgotten fought found frozen given gone got gotten grown had heard held hidden hung kept
    known led left lent lit lost made meant met mistaken paid proven ridden risen run rung said seen sent shaken shot
    shown slain slept sold spent spoken stolen stood stuck sung sunk swept sworn swum taken taught thought thrown tied
    told torn understood undone woken won worn wound written""".split()
)
