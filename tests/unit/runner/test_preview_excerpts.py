from __future__ import annotations

from robustbench_nlp.core.edits import Edit, apply_edits
from robustbench_nlp.core.outcome import Rewritten, Status
from robustbench_nlp.runner.preview import CONTEXT, EDITS_SHOWN, EXCERPTS_SHOWN, Excerpt, Piece, choose, excerpts


def edit(text: str, old: str, new: str, rule: str = "r") -> Edit:
    at = text.index(old)
    return Edit(at, at + len(old), old, new, rule)


def written(excerpt: Excerpt) -> str:
    return "".join(p.old if p.new is None else f"[{p.old}>{p.new}]" for p in excerpt.pieces)


REVIEW = "I saw it. Mr. Costner was good!<br /><br />The end was bad. Never again\nReally."


def test_an_edit_is_shown_in_its_sentence() -> None:
    found = excerpts(REVIEW, [edit(REVIEW, "good", "fine"), edit(REVIEW, "Never", "never", "case")])
    assert [written(e) for e in found.shown] == ["Mr. Costner was [good>fine]!", "[Never>never] again"]
    assert [e.rules for e in found.shown] == [("r",), ("case",)]
    assert found.more_edits == 0


def test_edits_of_one_sentence_are_shown_together_and_a_long_sentence_is_cut_between_them() -> None:
    text = "A" + " long" * 100 + " way to b" + " and" * 100 + " on to c"
    (shown,) = excerpts(text, [edit(text, "way", "road"), edit(text, "c", "d")]).shown
    assert shown.pieces[0].old.startswith("… long")
    assert shown.pieces[-1] == Piece("c", "d")
    assert sum(" … " in piece.old for piece in shown.pieces) == 1
    assert all(len(piece.old) < 2 * CONTEXT + 25 for piece in shown.pieces)


def test_what_is_not_shown_is_counted_and_not_shown_as_kept() -> None:
    text = " ".join(f"w{i}" for i in range(10)) + "." + " Another one here." * 8
    words = [Edit(m, m + 2, text[m : m + 2], "x", "r") for m in range(0, 30, 3)]
    found = excerpts(text, words)
    assert len(found.shown[0].rules) == EDITS_SHOWN
    assert found.shown[0].pieces[-1] == Piece(" …")
    assert found.more_edits == len(words) - EDITS_SHOWN
    each = [Edit(m, m + 7, "Another", "One", "r") for m in range(len(text)) if text.startswith("Another", m)]
    assert apply_edits(text, each).count("One one here.") == 8
    found = excerpts(text, each)
    assert [written(e) for e in found.shown] == ["[Another>One] one here."] * EXCERPTS_SHOWN
    assert found.more_edits == 8 - EXCERPTS_SHOWN


def test_an_edit_across_sentences_an_insertion_at_the_end_and_no_edit_at_all() -> None:
    across = edit(REVIEW, "good!<br /><br />The", "good; the")
    assert written(excerpts(REVIEW, [across]).shown[0]).startswith("Mr. Costner was [good!<br /><br />The>good; the]")
    end = Edit(len(REVIEW), len(REVIEW), "", " Bye", "add")
    assert written(excerpts(REVIEW, [end]).shown[0]) == "Really.[> Bye]"
    assert excerpts(REVIEW, []).shown == ()
    assert written(excerpts("", [Edit(0, 0, "", "x", "add")]).shown[0]) == "[>x]"


def test_one_giant_edit_is_cut_in_the_middle() -> None:
    text = "word " * 500
    (shown,) = excerpts(text, [Edit(0, len(text), text, text.upper(), "diff")]).shown
    (piece,) = shown.pieces
    assert len(piece.old) < 250
    assert "…" in piece.old
    assert piece.new is not None
    assert piece.new.startswith("WORD WORD")


def test_rows_that_failed_or_were_discarded_come_first() -> None:
    rows = [
        Rewritten("a", "t", 0, Status.CHANGED, "a"),
        Rewritten("b", "t", 0, Status.UNCHANGED, "b"),
        Rewritten("c", "t", 0, Status.UNCHANGED, "c", discarded=("x: y",)),
        Rewritten("d", "t", 0, Status.FAILED, "d", error="e"),
        Rewritten("e", "t", 0, Status.CHANGED, "e", discarded=("x: y",)),
    ]
    assert [row.example_id for row in choose(rows, 3)] == ["d", "c", "a"]
    assert [row.example_id for row in choose(rows, 9)] == ["d", "c", "a", "e"]
