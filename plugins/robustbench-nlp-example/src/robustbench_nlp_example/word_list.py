"""A judge that counts words of praise and blame. It is here to show how a judge is written, not to be believed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from robustbench_nlp.core.judge import Answer, JudgeRequest
from robustbench_nlp.errors import UsageError

PRAISE = frozenset("amazing beautiful best brilliant enjoyable excellent good great lovely superb wonderful".split())
BLAME = frozenset("awful bad boring disappointing dull horrible poor stupid terrible waste worst".split())
WORD = re.compile(r"[a-z]+")
LABELS = {"negative", "positive"}


class WordList:
    """Positive where there is more praise than blame, negative where there is less; else it cannot tell."""

    signature = "word_list.v1"

    def __init__(self, request: JudgeRequest) -> None:
        """`UsageError` for other labels."""
        if set(request.labels) != LABELS:
            raise UsageError(f"word_list knows negative and positive only, not {', '.join(request.labels)}")

    def answers(self, texts: Sequence[str]) -> Iterator[Answer]:
        """One for each text, in order."""
        for text in texts:
            words = WORD.findall(text.lower())
            balance = sum(word in PRAISE for word in words) - sum(word in BLAME for word in words)
            label = "positive" if balance > 0 else "negative" if balance else "cannot tell"
            yield Answer(label, f"{balance:+d}")
