"""What a transform is, what it returns, and how a plugin declares one.

The contract, checked on every output by the runner's guard: a transform is a pure function of text, params and its
own random stream; replaying its edits on the original gives the output byte for byte; what no edit touches is
unchanged; None means "does not apply here".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from robustbench_nlp.core.claims import Claim, Cost, Level, Reference, Resource
from robustbench_nlp.core.edits import Edit, edits_between
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.text import Text

NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*\Z")
FACTORY = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*\Z")


class Rewrite(NamedTuple):
    """A rewritten text and the edits that lead there."""

    text: str
    edits: tuple[Edit, ...]


class Transform(Protocol):
    """An object that rewrites texts; one result per text, in order."""

    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> Iterable[Rewrite | None]:
        """Rewrite each text with its own stream (`rngs[i]` belongs to `texts[i]`)."""
        ...


class _PerText:
    """Adapts a function of one text to the batch protocol."""

    def __init__(self, rewrite_one: Callable[[str, Rng], str | Rewrite | None]) -> None:
        self._rewrite_one = rewrite_one

    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> Iterable[Rewrite | None]:
        one = self._rewrite_one
        for text, rng in zip(texts, rngs, strict=True):
            result = one(text.text, rng)
            if isinstance(result, str):
                yield None if result == text.text else Rewrite(result, edits_between(text.text, result))
            else:
                yield result


def per_text(function: Callable[..., str | Rewrite | None]) -> Callable[[Any], Transform]:
    """A transform factory from a function of one text: the shortest way to write a plugin.

    `function(text, rng)` where the spec declares no params, `function(text, rng, params)` where it does. It returns the
    new text (edits are then found by comparison), a `Rewrite`, or None where it does not apply.
    """

    def make(params: Any) -> Transform:
        if params is None:
            return _PerText(function)
        return _PerText(lambda text, rng: function(text, rng, params))

    return make


@dataclass(frozen=True)
class ExamplePair:
    """A text and what the transform must make of it with `seed`; runs as a test. `after` None: does not apply."""

    before: str
    after: str | None
    seed: int = 0
    params: str = ""
    """As on the command line: `"rate=1,mode=expand"` or `"@5"`."""


@dataclass(frozen=True)
class TransformSpec:
    """A transform as its plugin declares it. Author, version and licence come from the distribution's metadata.

    name        lower case, digits, `-` and `_`
    make        `"module:attr"` of a factory `(params) -> Transform`, imported on first use
    version     raised whenever the same input could give another output
    params      a frozen dataclass with defaults (see `core.params.param` for bounds), or None
    severities  params for severity 1 to 5, or empty; severity 3 should equal the defaults
    checks      names of label checks every output must pass: one that fails is discarded, the text stays as it was
    languages   BCP-47 tags, or ("*",)
    control     True where the drop is zero by construction
    """

    name: str
    summary: str
    make: str
    claim: Claim
    level: Level
    version: int = 1
    params: type[Any] | None = None
    severities: tuple[Mapping[str, Any], ...] = ()
    checks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    cost: Cost = Cost.CHEAP
    resources: tuple[Resource, ...] = ()
    references: tuple[Reference, ...] = ()
    examples: tuple[ExamplePair, ...] = field(default=())
    control: bool = False

    def __post_init__(self) -> None:
        if not NAME.match(self.name):
            raise ValueError(f"transform name {self.name!r} must be lower case letters, digits, '-' or '_'")
        if not FACTORY.match(self.make):
            raise ValueError(f"{self.name}: make must look like 'module:attr', not {self.make!r}")
        if len(self.severities) not in (0, 5):
            raise ValueError(f"{self.name}: severities must be empty or five, not {len(self.severities)}")
