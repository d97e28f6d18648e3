from __future__ import annotations

import time

import pytest

from robustbench_nlp.core.spans import LINE_BREAK, PROTECTED, Protected, blanked

TEXT = (
    "See <i>this</i><br />at www.imdb.com/title or http://example.org/a?b=c, mail me@example.org, @someone, "
    "#hashtag, `code here`, &quot;quoted&quot; rottentomatoes.com and NASA: 7/10, $12.50, 3.5GB, 20-year, 10:30pm."
)


def protected(text: str, *, caps: bool = True) -> list[str]:
    return [text[start:end] for start, end in Protected(text, caps=caps).spans]


def test_every_kind_is_found() -> None:
    assert protected(TEXT) == [
        "<i>",
        "</i>",
        "<br />",
        "www.imdb.com/title",
        "http://example.org/a?b=c,",
        "me@example.org",
        "@someone",
        "#hashtag",
        "`code here`",
        "&quot;",
        "&quot;",
        "rottentomatoes.com",
        "NASA",
        "7/10",
        "$12.50",
        "3.5GB",
        "20-year",
        "10:30pm",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, nothing else.",
        "a < b & c",
        "I gave it a second chance.",
        "imdb.community",
        "It's John's.",
        "",
        "A I",
    ],
)
def test_ordinary_words_are_not_protected(text: str) -> None:
    assert not Protected(text)
    assert blanked(text) is text


def test_a_rating_ends_before_the_next_word() -> None:
    assert protected("a 10...what, 4/10. In 1990s-era style") == ["10", "4/10", "1990s"]


def test_caps_can_be_left_out() -> None:
    assert protected("NASA and DON'T, but DVDs", caps=True) == ["NASA", "DON'T"]
    assert protected("NASA and DON'T", caps=False) == []


def test_a_backtick_inside_a_word_opens_no_code():
    text = "I wouldn`t, seeing as you`d laugh"
    assert blanked(text) == text


@pytest.mark.parametrize("drop", [*"<&`@#", "://", "www.", ".com", "7"])
def test_leaving_out_impossible_kinds_changes_nothing(drop: str) -> None:
    text = TEXT.replace(drop, "")
    whole = [m.span() for m in PROTECTED.finditer(text)]
    assert Protected(text, caps=False).spans == whole


def test_overlaps() -> None:
    spans = Protected("to www.imdb.com now")
    assert spans.overlaps(3, 4)
    assert spans.overlaps(0, 4)
    assert spans.overlaps(14, 19)
    assert not spans.overlaps(0, 3)
    assert not spans.overlaps(15, 19)


def test_blanking_keeps_offsets_and_numbers() -> None:
    before = "10 <b>bold</b> at www.imdb.com, ok"
    assert blanked(before) == "10    bold     at              " + " ok"
    assert len(blanked(TEXT)) == len(TEXT)


def test_line_breaks() -> None:
    assert LINE_BREAK.split("a<br />b<BR>c<br/>d<b>e") == ["a", "b", "c", "d<b>e"]


@pytest.mark.parametrize("unit", ["<a", "&am", "`", "a@", "www.", "a-", "1,", "#", "A'", "a.com/", "x", "9", "http://"])
def test_hostile_texts_take_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    start = time.process_time()
    Protected(text)
    blanked(text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("span", [s for s in protected(TEXT, caps=False) if s[0] != "$" and not s[0].isdigit()])
def test_a_span_that_stands_alone_is_blanked(span: str) -> None:
    assert blanked(f"see {span} here").split() == ["see", "here"]
