"""Judges: programs that label the texts of an audit as an annotator does, and are named as what they are."""

from __future__ import annotations

from collections.abc import Iterable

from robustbench_nlp.core.kinds import JudgeSpec
from robustbench_nlp.markers import hookimpl


@hookimpl
def robust_judges() -> Iterable[JudgeSpec]:
    """The kinds that come with the tool."""
    yield JudgeSpec(
        "llm", "a language model behind any OpenAI-compatible address: llm:MODEL", f"{__name__}.llm.judge:LlmJudge"
    )
    yield JudgeSpec(
        "model", "an independent classifier, by the name --model takes: model:FOLDER", f"{__name__}.model:ModelJudge"
    )
