from __future__ import annotations

import pytest

from robustbench_nlp.audit.exchange.same_text import same_text


@pytest.mark.parametrize(
    ("given", "back"),
    [
        ('It\'s "fine".', "It’s “fine”."),
        ("wait... what -- now", "wait… what -– now"),
        ("=1+1 is two", "'=1+1 is two"),
        ("one\ntwo\r\nthree", "one\r\ntwo\nthree"),
        ("a  b\u00a0c ", "a b c"),
        ("zero\u200bwidth\x07", "zerowidth"),
        ("a long text about a caf\u00e9 in town \u2615", "a long text about a caf\u00e9 in town ?"),
        ("a long text about a caf\u00e9 in town", "a long text about a caf\u0160 in town"),
        ("a long text about a caf\u00e9 in town", "a long text about a caf\u00c3\u00a9 in town"),
        ("it\u2019s a long text about many things", "it\u00e2\u20ac\u2122s a long text about many things"),
    ],
)
def test_what_programs_do_to_a_text_by_themselves(given: str, back: str) -> None:
    assert same_text(back, given)


@pytest.mark.parametrize(
    ("given", "back"),
    [
        ("not good", "good"),
        ("good!", "good?"),
        ("good, bad", "good bad"),
        ("Привет", "Пока"),
        ("Привет, мир", "??????, ???"),
        ("It’s not “good”", "It’s “good”"),
        (":(", ":)"),
        ("a text", ""),
        ("a very long text of which a cell keeps a part", "a very long text of which a cell"),
    ],
)
def test_what_makes_another_text(given: str, back: str) -> None:
    assert not same_text(back, given)
