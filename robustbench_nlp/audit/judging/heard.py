"""What a judge says, believed only as far as it is an answer: a judge may be anybody's plugin."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Sequence
from typing import Any

from robustbench_nlp.core.judge import Answer, Judge
from robustbench_nlp.errors import PluginError, RobustError
from robustbench_nlp.plugin.broken import cause_of


def heard(judge: Judge, texts: Sequence[str], allowed: Collection[str], owner: str) -> Generator[Answer, None, None]:
    """One answer for each text, in order; `PluginError` names the `owner` of a judge that breaks the contract."""
    given: Iterator[Any] = iter(())
    count = 0
    try:
        given = iter(judge.answers(texts))
        while count < len(texts):
            try:
                answer = next(given)
            except StopIteration:
                raise _broken(owner, f"it stopped after {count} of {len(texts)} texts") from None
            yield _checked(answer, allowed, owner)
            count += 1
    except (RobustError, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        raise _broken(owner, cause_of(error)) from error
    finally:
        getattr(given, "close", lambda: None)()


def _checked(answer: Any, allowed: Collection[str], owner: str) -> Answer:
    if not isinstance(answer, Answer):
        raise _broken(owner, f"it gave {type(answer).__name__}, expected Answer")
    if answer.label and answer.label not in allowed:
        raise _broken(owner, f"it answered {answer.label!r}, expected one of {', '.join(allowed)}")
    return answer


def _broken(owner: str, cause: str) -> PluginError:
    return PluginError(f"the judge of {owner} is broken: {cause}", f"report it to the authors of {owner}")
