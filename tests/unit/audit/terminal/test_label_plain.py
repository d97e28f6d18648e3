from __future__ import annotations

import pytest

from robustbench_nlp.audit.terminal.plain import plain, plain_line


@pytest.mark.parametrize(
    "evil",
    [
        "\x1b[2J\x1b[1;31mgone",
        "\x1b]0;title\x07",
        "\x9b31mred",
        "\x1bPq\x1b\\",
        "over\rwritten",
        "back\b\b\b\bspaced",
        "\x0e\x0f\x7f\x00",
        "\u202edesrever\u202c \u2067x\u2069",
    ],
)
def test_nothing_that_a_terminal_obeys_is_left(evil: str) -> None:
    assert all(c == "\n" or (c.isprintable() and c not in "\u202e\u2067") for c in plain(evil))


def test_escape_codes_are_seen_where_they_stand() -> None:
    assert plain("a \x1b[31mgood\x1b[0m film") == "a ␛[31mgood␛[0m film"


def test_words_line_breaks_and_spaces_stay() -> None:
    text = "Un  película café 映画 🎬 \u0627\u0644\u0641\u064a\u0644\u0645"
    assert plain(text) == text
    assert plain("One.<br /><br />Two\r\nthree\rfour\u2028five") == "One.\n\nTwo\nthree\nfour\nfive"


def test_a_label_is_one_line() -> None:
    assert plain_line("very\nbad\x1b[0m") == "very bad␛[0m"
