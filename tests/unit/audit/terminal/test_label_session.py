from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from rich.cells import cell_len

from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.labelling import Labelling
from robustbench_nlp.audit.latest import latest
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.terminal.device import Size
from robustbench_nlp.errors import Interrupted

MakeAudit = Callable[..., AuditFolder]
Go = Callable[..., Any]


def given(folder: AuditFolder) -> list[Response]:
    """What counts, in the order of the sheet."""
    answers = latest(folder.responses())
    return [
        answers["anna", row.audit_id] for row in Labelling(folder, "anna").rows if ("anna", row.audit_id) in answers
    ]


def test_one_key_answers_and_the_next_text_comes(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit()
    terminal = go(folder, ["1", "2", "m", "c", "q"])
    assert [response.label for response in given(folder)] == ["negative", "positive", "mixed", "cannot tell"]
    assert [response.seconds for response in given(folder)] == [1.0] * 4
    assert "4 of 6 answered" in terminal.last
    texts = [row.text for row in Labelling(folder, "anna").rows]
    assert [text in "\n".join(screen) for text, screen in zip(texts, terminal.screens, strict=False)] == [True] * 5


def test_it_goes_on_where_it_stopped_and_says_when_all_is_done(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit()
    go(folder, "112q")
    terminal = go(folder, "12121u2q")
    assert [response.label for response in given(folder)] == [
        *"negative negative positive".split(),
        "negative",
        "positive",
        "positive",
    ]
    assert "3 of 6" in "\n".join(terminal.screens[0])
    assert "All done" in terminal.last


def test_undo_takes_back_and_shows_the_text_again_with_its_note(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit()
    terminal = go(folder, ["n", *"irony", "enter", "1", "u"])
    first = Labelling(folder, "anna").rows[0]
    assert first.text in terminal.last
    assert "taken back: negative" in terminal.last
    assert "note: irony" in terminal.last
    assert given(folder) == []
    go(folder, ["u"])
    assert "nothing to take back" in go(folder, ["u"]).last


def test_a_note_is_kept_with_its_answer_alone(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit()
    go(folder, ["n", *"so so 2", "backspace", "backspace", "é", "enter", "2", "n", "x", "escape", "1"])
    assert [(response.label, response.comment) for response in given(folder)] == [
        ("positive", "so soé"),
        ("negative", ""),
    ]


def test_naturalness_is_asked_after_the_label(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit()
    terminal = go(folder, ["1", "4", "2", "0", "m", "x", "1", "2", "u", "1", "5"], naturalness=True)
    assert [(r.label, r.naturalness) for r in given(folder)] == [
        ("negative", 4), ("positive", None), ("mixed", 1), ("negative", 5),
    ]  # fmt: skip
    assert any("How natural" in line for line in terminal.screens[1])


@pytest.mark.parametrize("script", ["", "1", "n", ["n", "x"], ["1", "enter"], "1u", "1212m", "1\x04"])
def test_a_line_that_is_cut_ends_it_and_loses_no_answer(make_audit: MakeAudit, go: Go, script: Iterable[str]) -> None:
    folder = make_audit()
    go(folder, script, naturalness=True)
    assert len(folder.responses()) >= len(given(folder)) == (0 if "u" in script else sum(key in "1m" for key in script))


def test_the_time_in_the_background_is_not_reading(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit()
    go(folder, ["\x1a", "1"])
    assert given(folder)[0].seconds == 2.0


def test_ctrl_c_says_that_answers_are_saved(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit()
    with pytest.raises(Interrupted, match="1 of 6 texts are answered, all of them saved"):
        go(folder, ["1", "\x03"])
    assert len(given(folder)) == 1


def test_a_key_held_down_or_pressed_too_soon_does_not_answer_unread_texts(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit()
    terminal = go(folder, ["1", 0.5, "1", 0.03, "1", 0.03, "1"])
    assert len(given(folder)) == 1
    assert "too soon" in terminal.last
    go(folder, [0.1, "2"])
    assert len(given(folder)) == 1


def test_unknown_keys_do_nothing_and_say_so(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit()
    terminal = go(folder, ["9", "x", "\x01"])
    assert given(folder) == []
    assert "no answer has the key ␁" in terminal.last
    go(folder, ["M"])
    assert given(folder)[0].label == "mixed", "with caps lock"


@pytest.mark.parametrize("size", [Size(80, 24), Size(30, 10), Size(12, 6), Size(3, 2)])
def test_a_long_text_is_read_in_pages_that_fit(make_audit: MakeAudit, go: Go, size: Size) -> None:
    words = [f"w{i}" for i in range(700)]
    folder = make_audit([" ".join(words)])
    moves = [*" " * 200, "home", "end", "page up", "up", "down", "backspace"]
    terminal = go(folder, [*moves, "2", "q"], size)
    assert given(folder)[0].label == "positive"
    seen = " ".join(line for screen in terminal.screens[:201] for line in screen)
    assert any("99" in line for line in terminal.screens[202]), "the last page"
    if size.columns > 5:
        assert all(cell_len(line) < size.columns for screen in terminal.screens for line in screen)
        assert max(map(len, terminal.screens)) <= size.lines
    if size.columns > 12:
        assert set(words) <= set(seen.split())
        assert "space for more" in seen
        assert "-- end --" in seen


def test_a_screen_that_changes_its_size_is_drawn_anew(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit(["word " * 100])
    terminal = go(folder, [Size(20, 12), Size(120, 40)])
    assert max(map(len, terminal.screens[1])) < 20
    assert len(terminal.screens[2][1]) > 100


def test_the_place_in_a_text_is_kept_when_the_screen_changes(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit([" ".join(f"w{i}" for i in range(2000))])
    terminal = go(folder, [" ", " ", Size(33, 24), Size(80, 24), " "])
    top = terminal.screens[2][1].split()
    assert top[0] in terminal.screens[3][1].split()
    assert terminal.screens[4] == terminal.screens[2]


def test_escape_codes_in_texts_labels_and_notes_never_reach_the_terminal(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit(["a \x1b[2J\x1b]0;x\x07 \x9b31m b\rc"] * 2, labels=["bad\x1b[31m", "good"])
    row = Labelling(folder, "anna").rows[0]
    folder.add_responses([Response(row.audit_id, "anna", "good", comment="\x1b[5m\n!")])
    terminal = go(folder, ["u", "n", "enter", "enter", "escape", "1", "3"], naturalness=True)
    assert all(line.isprintable() for screen in terminal.screens for line in screen)
    assert "␛[2J" in "\n".join(terminal.screens[0])


def test_many_labels_have_keys_and_the_rest_a_number(make_audit: MakeAudit, go: Go) -> None:
    labels = [f"intent {i}" for i in range(1, 78)]
    folder = make_audit(labels=labels)
    terminal = go(
        folder, ["a", "enter", *"77", "enter", "enter", " ", *"5", "backspace", *"30", "enter", "enter", *"99", "enter"]
    )
    assert [response.label for response in given(folder)] == ["intent 10", "intent 77", "intent 30"]
    assert "99 is none of the 79 answers" in terminal.last
    assert "all answers by number" in terminal.last


def test_answers_that_do_not_fit_leave_the_text_its_room(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit(labels=[f"a rather long intent {i}" for i in range(28)])
    terminal = go(folder, ["z"], Size(40, 20))
    assert given(folder)[0].label == "a rather long intent 27"
    assert "all answers by number" in terminal.last
    assert "This is text" in terminal.last


def test_answers_given_in_a_browser_meanwhile_are_not_asked_again(make_audit: MakeAudit, go: Go) -> None:
    folder = make_audit()
    rows = Labelling(folder, "anna").rows

    def script() -> Iterable[str]:
        folder.add_responses([Response(row.audit_id, "anna", "mixed") for row in rows[1:5]])
        yield "1"

    assert rows[5].text in go(folder, script()).last
