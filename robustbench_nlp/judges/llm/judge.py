"""A language model as a judge."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from robustbench_nlp.core.judge import Answer, Estimate, JudgeRequest
from robustbench_nlp.errors import UsageError
from robustbench_nlp.judges.llm.endpoint import MOST_TOKENS, RETRIES, Endpoint, Reply
from robustbench_nlp.judges.llm.prompt import Prompt

AT_ONCE = 4
"""Questions on their way at the same time."""
ATTEMPTS = 2
"""A reply that is no answer is sent back once: at temperature 0 the same question gets the same reply."""
CHARACTERS_PER_TOKEN = 4
"""Of English, roughly, whichever model reads it."""
LONGEST_COMMENT = 500


class LlmJudge:
    """Asks about each text on its own, so that no answer depends on another."""

    def __init__(self, request: JudgeRequest) -> None:
        """`UsageError` where no model is named; else errors as `Endpoint` has them."""
        if not request.source:
            raise UsageError("which model? llm stands for all of them", "write --judge llm:MODEL")
        self._endpoint = Endpoint(request.source, request.base_url, request.key)
        self._prompt = Prompt(request.labels, request.undecided)
        self.signature = f"{request.source}@{self._endpoint.host}/prompt-{self._prompt.digest}/t0"
        self._models: Counter[str] = Counter()
        self._tokens_in = self._tokens_out = 0

    @property
    def record(self) -> dict[str, Any]:
        """Everything that is asked, and how."""
        return {
            "model": self._endpoint.model,
            "host": self._endpoint.host,
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "retries": RETRIES,
            "messages": self._prompt.about("{text}"),
            "after_a_reply_that_is_no_answer": self._prompt.again,
        }

    @property
    def sitting(self) -> dict[str, Any]:
        """Who answered, as the service says, and the tokens it counted."""
        return {"models": sorted(self._models), "tokens_in": self._tokens_in, "tokens_out": self._tokens_out}

    def estimate(self, texts: Sequence[str]) -> Estimate:
        """Tokens, roughly: from the number of characters."""
        asked = sum(len(message["content"]) for text in texts for message in self._prompt.about(text))
        return Estimate(len(texts), round(asked / CHARACTERS_PER_TOKEN), 3 * len(texts))

    def answers(self, texts: Sequence[str]) -> Iterator[Answer]:
        """One for each text, in order."""
        for answer, replies in _in_order(self._answer, texts):
            self._models.update(reply.model for reply in replies if reply.model)
            self._tokens_in += sum(reply.tokens_in for reply in replies)
            self._tokens_out += sum(reply.tokens_out for reply in replies)
            yield answer

    def _answer(self, text: str) -> tuple[Answer, list[Reply]]:
        messages = asked = self._prompt.about(text)
        replies: list[Reply] = []
        label = ""
        while not label and len(replies) < ATTEMPTS:
            reply = self._endpoint.ask(messages)
            replies.append(reply)
            label = self._prompt.read(reply.text)
            if reply.refused:
                break
            messages = self._prompt.once_more(asked, reply.text)
        said = _comment(replies)
        return Answer(label, "" if said == label else said), replies


def _comment(replies: Sequence[Reply]) -> str:
    return " / ".join(" ".join((reply.refused or reply.text).split()) for reply in replies)[-LONGEST_COMMENT:]


_Found = tuple[Answer, list[Reply]]


def _in_order(ask: Callable[[str], _Found], texts: Sequence[str]) -> Iterator[_Found]:
    """Answers in the order of the texts, a few asked for ahead; when nobody wants more, nothing more is asked."""
    pool = ThreadPoolExecutor(AT_ONCE)
    waiting: deque[Future[_Found]] = deque()
    try:
        for text in texts:
            waiting.append(pool.submit(ask, text))
            if len(waiting) == AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
