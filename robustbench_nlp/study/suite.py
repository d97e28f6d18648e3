"""Test examples and what is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from robustbench_nlp.runner.plan import TextPlan
from robustbench_nlp.study.folder import StudyFolder


@dataclass(frozen=True)
class Suite:
    """Test examples and the transforms they are rewritten with."""

    name: str
    plan: TextPlan

    @property
    def versions(self) -> int:
        """Texts to make of the originals."""
        return len(self.plan.examples) * len(self.plan.chains) * self.plan.job.draws

    def shards(self, folder: StudyFolder) -> tuple[Path, ...]:
        """The files of its rewritten texts."""
        return tuple(folder.shard(self.name, shard.index) for shard in self.plan.shards)
