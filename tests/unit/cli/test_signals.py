"""A program that is told to end ends as it does at Ctrl-C."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator

import pytest

from robustbench_nlp.cli.signals import any_end_is_ctrl_c

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals of Unix")


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Python's own ones, whoever runs the tests."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, signal.SIG_DFL) for number in numbers]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("ctrl_c", [signal.default_int_handler, signal.SIG_IGN])
def test_it_is_an_interruption_even_in_the_background(number: signal.Signals, ctrl_c: signal.Handlers) -> None:
    signal.signal(signal.SIGINT, ctrl_c)
    with pytest.raises(KeyboardInterrupt), any_end_is_ctrl_c():
        signal.raise_signal(number)
    assert signal.getsignal(number) is signal.SIG_DFL


def test_a_training_ends_in_its_own_way() -> None:
    heard = []
    signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    with any_end_is_ctrl_c():
        signal.raise_signal(signal.SIGTERM)
    assert heard == [signal.SIGINT]


def test_what_is_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with any_end_is_ctrl_c():
        signal.raise_signal(signal.SIGHUP)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
