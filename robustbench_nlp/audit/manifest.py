"""What an audit is about: the run, the frame it was drawn from, its strata and who labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

SCHEMA = "robustbench-nlp/audit/1"
MEND = "restore it from a copy; or move that folder away, which keeps its answers, and plan again"
"""What to do about a file of an audit that is damaged: an audit with answers is never planned over."""


@dataclass(frozen=True)
class Stratum:
    """Pairs that are alike: right before and after, flagged or not, of one label; or several such cells merged.

    name      e.g. "10|flag1|positive"; "unchanged" for pairs whose text is the same, whose label is kept for certain
    d         right before minus right after: 1, 0 or -1
    size      pairs of the frame in it, N_h
    audited   pairs drawn from it, m_h; 0 only for "unchanged"
    """

    name: str
    d: int
    size: int
    audited: int


@dataclass(frozen=True)
class Annotator:
    """Who labels.

    kind  "person", or what kind of judge it is: "model", "llm" or one of a plugin's
    what  a judge's signature, empty for people
    """

    name: str
    kind: str = "person"
    what: str = ""


@dataclass(frozen=True)
class Manifest:
    """An audit.

    transform, explicit  the chain in canonical form, and with versions and every param
    labels               the task's, in the order of the keys that choose them
    models               digests of the models whose answers the strata are made of
    run                  digest of the report
    pairs                of the frame, unchanged ones included; `drop` is their raw drop
    """

    dataset: str
    split: str
    fingerprint: str
    transform: str
    explicit: str
    labels: tuple[str, ...]
    models: tuple[str, ...]
    run: str
    seed: int
    budget: int
    pairs: int
    drop: float
    strata: tuple[Stratum, ...]
    annotators: tuple[Annotator, ...]
    tool: str
    schema: str = SCHEMA

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Manifest:
        """What `to_json` wrote; `ValueError` where it is anything else."""
        try:
            if content["schema"] != SCHEMA:
                raise ValueError(f"it is of another version of this program, {content['schema']}")
            return cls(
                **{
                    **content,
                    "labels": tuple(content["labels"]),
                    "models": tuple(content["models"]),
                    "strata": tuple(Stratum(**stratum) for stratum in content["strata"]),
                    "annotators": tuple(Annotator(**annotator) for annotator in content["annotators"]),
                }
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"it is not the manifest of an audit: {error!r}") from error
