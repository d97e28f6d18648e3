from __future__ import annotations

import pytest

from robustbench_nlp.audit.terminal.keys import BACKSPACE, DOWN, ENTER, ESCAPE, HOME, PAGE_DOWN, UP, Keys
from robustbench_nlp.audit.terminal.pace import Pace


@pytest.mark.parametrize(
    ("received", "keys"),
    [
        (b"1m", ["1", "m"]),
        (b"\r\n\x7f\x08", [ENTER, ENTER, BACKSPACE, BACKSPACE]),
        (b"\x1b[A\x1bOB\x1b[6~\x1b[H", [UP, DOWN, PAGE_DOWN, HOME]),
        ("é映".encode(), ["é", "映"]),
        (b"\x1b\x1b[A", [ESCAPE, UP]),
        (b"\xff1", ["\ufffd", "1"]),
    ],
)
def test_keys_are_known_also_byte_by_byte(received: bytes, keys: list[str]) -> None:
    assert Keys().feed(received) == keys
    slowly = Keys()
    assert [key for i in range(len(received)) for key in slowly.feed(received[i : i + 1])] == keys


@pytest.mark.parametrize(
    "sequence",
    [b"\x1b[15~", b"\x1b[1;5D", b"\x1bOP", b"\x1b[[A", b"\x1ba", b"\x1b[<0;1;1M", b"\x1b[?62;c", b"\x1b[200~"],
)
def test_no_other_sequence_answers_with_its_letters(sequence: bytes) -> None:
    assert Keys().feed(sequence + b"2") == ["2"]
    slowly = Keys()
    assert not [key for i in range(len(sequence)) for key in slowly.feed(sequence[i : i + 1])]


def test_the_escape_key_is_known_when_nothing_follows() -> None:
    keys = Keys()
    assert keys.feed(b"\x1b") == []
    assert keys.waiting
    assert keys.give_up_waiting() == [ESCAPE]
    assert not keys.waiting
    keys.feed(b"\x1b[")
    assert keys.give_up_waiting() == []


def test_a_key_that_is_held_down_answers_once() -> None:
    now = 10.0
    pace = Pace(lambda: now)
    counted = []
    for time in (10.0, 10.5, *(10.53 + i / 30 for i in range(60))):
        now = time
        counted.append(pace.deliberate("1"))
    assert counted == [True] + [False] * 61
    now += 0.4
    assert pace.deliberate("1"), "pressed again"


def test_a_key_pressed_before_the_text_was_there_does_not_answer() -> None:
    now = 10.0
    pace = Pace(lambda: now)
    pace.shown()
    now = 10.1
    assert not pace.deliberate("1")
    now = 10.3
    assert pace.deliberate("2")
