"""Steps joined with `+`: each rewrites what the one before left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from robustbench_nlp.core.claims import Cost, LabelEffect
from robustbench_nlp.core.grammar import StepRequest, parse_transforms
from robustbench_nlp.core.params import Step, bind
from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.errors import UsageError

FindSpec = Callable[[str], tuple[str, TransformSpec]]
"""From a written name to (qualified name, spec)."""


@dataclass(frozen=True)
class Chain:
    """One entry of a drop table: a single transform, or several in a row."""

    steps: tuple[Step, ...]

    @property
    def canonical(self) -> str:
        """Text that gives this chain again."""
        return "+".join(step.canonical for step in self.steps)

    @property
    def explicit(self) -> str:
        """With versions and every param, for signatures."""
        return "+".join(step.explicit for step in self.steps)

    @property
    def name(self) -> str:
        """Without params, for table rows."""
        return "+".join(step.qualified_name for step in self.steps)

    @property
    def severity(self) -> int | None:
        """The severity all steps share, or None."""
        found = {step.severity for step in self.steps}
        return found.pop() if len(found) == 1 else None

    @property
    def effect(self) -> LabelEffect:
        """The weakest claim of all steps."""
        return max(step.spec.claim.effect for step in self.steps)

    @property
    def cost(self) -> Cost:
        """The highest cost of all steps."""
        return max(step.spec.cost for step in self.steps)

    @property
    def control(self) -> bool:
        """True where every step's drop is zero by construction."""
        return all(step.spec.control for step in self.steps)

    def speaks(self, language: str) -> bool:
        """Do all steps declare this BCP-47 language (or its base language, or any)?"""
        base = language.split("-", maxsplit=1)[0].lower()
        return all(
            any(tag == "*" or tag.lower() in (language.lower(), base) for tag in step.spec.languages)
            for step in self.steps
        )

    def streams(self) -> tuple[str, ...]:
        """The name each step's random stream goes by; the second `typo` of a chain gets one of its own."""
        seen: Counter[str] = Counter()
        names = []
        for step in self.steps:
            seen[step.spec.name] += 1
            n = seen[step.spec.name]
            names.append(step.spec.name if n == 1 else f"{step.spec.name}#{n}")
        return tuple(names)


def read_chains(written: str, find: FindSpec) -> tuple[Chain, ...]:
    """Chains from a command-line value; the same chain twice is an error."""
    chains = tuple(_bind_chain(requests, find) for requests in parse_transforms(written))
    counts = Counter(chain.explicit for chain in chains)
    for chain in chains:
        if counts[chain.explicit] > 1:
            raise UsageError(f"transform {chain.canonical!r} is named twice")
    return chains


def _bind_chain(requests: Sequence[StepRequest], find: FindSpec) -> Chain:
    steps = []
    for request in requests:
        qualified, spec = find(request.name)
        steps.append(bind(spec, qualified, request))
    return Chain(tuple(steps))
