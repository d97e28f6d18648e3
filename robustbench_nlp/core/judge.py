"""What an audit needs of a judge: a program that reads texts blind and labels them, as an annotator does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from robustbench_nlp.core.classifier import Classifier


class Answer(NamedTuple):
    """What a judge says about one text.

    label    a label of the task, or one of `JudgeRequest.undecided`; "" where it gave no answer that can be used
    comment  its own words, where they are more than the label
    """

    label: str
    comment: str = ""


class Estimate(NamedTuple):
    """What answering will take, counted before it starts. Output is what the labels need: some models write more."""

    texts: int
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True)
class JudgeRequest:
    """What a judge is made from. Nothing here says which texts are controls, or how the others were made.

    source     what the user wrote after the colon of `--judge name:source`
    labels     the task's, as annotators read them
    undecided  answers beside the labels, with what they mean
    load       loads a classifier by the name `--model` takes, its columns in the order of `labels`; a `RobustError`
               where its labels are others, or where it is the model under test
    base_url   address of a service, "" for the judge's usual one
    key        name of the environment variable that holds the key to it, "" for the usual one at the usual address
    """

    source: str
    labels: tuple[str, ...]
    load: Callable[[str], Classifier]
    undecided: Mapping[str, str] = field(default_factory=dict)
    base_url: str = ""
    key: str = ""


class Judge(Protocol):
    """A judge. It sees texts and labels only, keeps nothing between texts, and is named as what it is in every report.

    signature  short and readable; changes whenever the same text could get another answer

    Three more it may have:

    estimate(texts) -> Estimate  where asking costs money or much time: the user is told first, and can say no
    record                       plain data for the audit's folder: whatever else its answers depend on, e.g. a prompt
    sitting                      plain data about the answers given since it was made, e.g. tokens used
    """

    signature: str

    def answers(self, texts: Sequence[str]) -> Iterable[Answer]:
        """One for each text, in order, each as soon as it is there: it is kept before the next one is asked for."""
        ...
