from __future__ import annotations

from itertools import pairwise

import pytest

from robustbench_nlp.checks import length, negation, negation_scope, numbers, robust_label_checks, valence
from robustbench_nlp.core.edits import Edit, apply_edits, edits_between
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.runner.checks import everywhere
from robustbench_nlp.testing.texts import NASTY, ORDINARY


def flag(check, before: str, after: str) -> str | None:
    return check(before, after, edits_between(before, after))


NEGATION, VALENCE, NUMBERS = negation.make(), valence.make(), numbers.make()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("It is good.", "It is not good.", "'not' new"),
        ("It isn't good.", "It is good.", "'not' gone"),
        ("I never laughed.", "I laughed.", "'never' gone"),
        ("I hardly laughed.", "I softly laughed.", "'hardly' gone"),
        ("It fails to move.", "It begins to move.", "'fail' gone"),
        ("An unhappy end.", "A happy end.", "'unhappy' gone"),
        ("It is far from good.", "It is near good.", "'far from' gone"),
        ("It is far from good.", "It is far away from good.", "'far from' gone"),
        ("A few jokes.", "Few jokes.", "'few' new"),
        ("I would not go, never.", "I would go.", "'never' gone, 'not' gone"),
    ],
)
def test_negation_that_comes_or_goes(before: str, after: str, said: str) -> None:
    found = flag(NEGATION, before, after)
    assert found is not None
    assert sorted(found.split(", ")) == sorted(said.split(", "))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It isn't good, I can't say.", "It is not good, I cannot say."),
        ("Don't go. DON'T GO.", "Do not go. DO NOT GO."),
        ("He is not here.", "He's not here."),
        ("Not a bad film at all.", "Not a bad movie at all."),
        ("It is unlikely and unwatchable.", "It is unlikly and unwatchabel."),
        ("He has been here from the start.", "He has bene here form the start."),
        ("I did not like it because it is slow.", "Because it is slow I did not like it."),
        ("The little brother said so.", "The little borther said so."),
        ("I CAN'T SAY NO", "i can't say no"),
    ],
)
def test_negation_that_stays(before: str, after: str) -> None:
    assert flag(NEGATION, before, after) is None


def test_a_misspelt_not_is_a_lost_not() -> None:
    assert flag(NEGATION, "It is not good.", "It is now good.") == "'not' gone"
    assert flag(NEGATION, "I never saw it.", "I ever saw it.") == "'never' gone"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("A good film.", "A bad film.", "-4.4 (good -> bad)"),
        ("I hate it.", "I love it.", "+5.9 (hate -> love)"),
        ("A good film.", "A film.", "-1.9 (good gone)"),
        ("A film.", "A most terrible film.", "-2.1 (terrible new)"),
    ],
)
def test_sentiment_that_moves(before: str, after: str, said: str) -> None:
    assert flag(VALENCE, before, after) == said


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A good film.", "A nice film."),  # 1.9 and 1.8
        ("A good film.", "A goood film."),
        ("A wonderful film.", "A wnoderfull film."),  # two errors in a long word
        ("I love it.", "I live it."),  # as close as a misspelling: the rule cannot tell
        ("The good and the bad.", "The bad and the good."),
        ("A good film.", "A GOOD film!!!"),
        ("We watched a movie.", "We watched a film."),
    ],
)
def test_sentiment_that_stays(before: str, after: str) -> None:
    assert flag(VALENCE, before, after) is None


def steps(*texts: str) -> list[tuple[str, str, tuple[Edit, ...]]]:
    return [(a, b, edits_between(a, b)) for a, b in pairwise(texts)]


def test_a_misspelt_synonym_is_no_lost_sentiment() -> None:
    assert VALENCE.in_steps(steps("A good film.", "A nice film.", "A nixe film.")) is None
    assert flag(VALENCE, "A good film.", "A nixe film.") is not None  # all that can be seen without the step between


def test_a_misspelt_antonym_is_a_turned_sentiment() -> None:
    assert VALENCE.in_steps(steps("A good film.", "A bad film.", "A bda film.")) == "-4.4 (good -> bad)"
    assert VALENCE.in_steps(steps("A nice, fine film.", "A so, fine film.", "A so, then film.")) == (
        "-2.6 (nice -> so, fine -> then)"
    )
    assert VALENCE.in_steps(steps("A good film.", "A bad film.", "A good film.")) is None


def test_ratings_sum_over_all_edits_of_a_text() -> None:
    # nice 1.8, okay .9, fine .8: neither change reaches 1.5 alone.
    assert flag(VALENCE, "nice and okay", "fine and okay") is None
    assert flag(VALENCE, "fine and okay", "fine and so") is None
    assert flag(VALENCE, "nice and okay", "fine and so") == "-1.9 (nice -> fine, okay -> so)"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("I saw 3 films", "I saw 4 films", "3 gone, 4 new"),
        ("I saw three films", "I saw four films", "3 gone, 4 new"),
        ("8/10 for it", "3/10 for it", "8/10 gone, 3/10 new"),
        ("I saw it in 1994.", "I saw it.", "1994 gone"),
        ("3.5 stars", "35 stars", "3.5 gone, 35 new"),
        ("1 star", "a star", "1 gone"),
    ],
)
def test_a_number_that_changes(before: str, after: str, said: str) -> None:
    assert flag(NUMBERS, before, after) == said


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I saw 3 films", "I saw three films"),
        ("twenty-five of them", "25 of them"),
        ("two hundred and five", "205"),
        ("It cost 1,000 dollars", "It cost 1000 dollars"),
        ("It cost 5.0", "It cost 5"),
        ("three films", "thre films"),
        ("10/10, really good", "10/10, truly good"),
        ("Two or THREE", "two or three"),
        ("They hate each other.", "They hate one another."),
        ("One year later", "A year later"),
        ("1 of them", "one of them"),
        ("one of them, or 1", "1 of them, or one"),
    ],
)
def test_a_number_that_stays(before: str, after: str) -> None:
    assert flag(NUMBERS, before, after) is None


def test_numbers_are_read_one_way() -> None:
    text = "three 25 twenty-five a hundred thousand, two three, nineteen ninety, 1,000.50, 007, one hundred and one"
    assert list(numbers.numbers(text)) == "3 25 25 100000 2 3 19 90 1000.5 7 101".split()


def test_length_far_from_what_it_was() -> None:
    check = length.make()
    ten = "0123456789"
    assert check(ten, ten[:8], ()) is None
    assert check(ten, ten[:7], ()) == "0.70 times as long"
    assert check(ten * 10, ten * 12 + "01234", ()) is None
    assert check(ten * 10, ten * 12 + "012345", ()) == "1.26 times as long"


SCOPE = negation_scope.make()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("I do not like the script.", "I do not like the acting.", "in the scope of 'not'"),
        ("It's bad.", "It's not bad.", "cue 'not' new"),
        ("I liked the plot. I did not like the end.", "I liked the end. I did not like the plot.", "in the scope of"),
    ],
)
def test_scopes_that_change(before: str, after: str, said: str) -> None:
    found = flag(SCOPE, before, after)
    assert found is not None
    assert said in found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The script and acting were weak. I did not laugh.", "The acting and script were weak. I did not laugh."),
        ("It isn't good.", "It is not good."),
        ("When it came out, I did not see it.", "I did not see it when it came out."),
        ("I bought a film. It was never dull.", "I purchased a film. It was never dull."),
        # Read in reviews; each is parsed in another way without its short form.
        ("They are teenagers, isn't it enough?", "They are teenagers, is it not enough?"),
        ("It's here.I'm not pretty sure you know.", "It is here.I am not pretty sure you know."),
        ("It is not that it's bad.", "It's not that it is bad."),
    ],
)
def test_scopes_that_stay(before: str, after: str) -> None:
    assert flag(SCOPE, before, after) is None


def test_how_a_negated_sentence_is_spelt_needs_no_parser() -> None:
    check = negation_scope.NegationScope(None)
    assert flag(check, "He'd never said that it wasn't good.", "He had never said that it was not good.") is None
    assert flag(check, "It wasn't the plot.", "It was not the end.") is not None


def test_a_change_beside_a_short_form_is_seen_in_either_spelling() -> None:
    found = flag(SCOPE, "I don't like the script, it's bad.", "I do not like the acting, it is bad.")
    assert found is not None
    assert "in the scope of 'not'" in found


def test_a_batch_is_answered_as_one_by_one() -> None:
    pairs = [
        (before, after, edits_between(before, after))
        for before, after in [
            ("I do not like the script.", "I do not like the acting."),
            ("It isn't good.", "It is not good."),
            ("A film.", "A movie."),
        ]
    ]
    alone = [negation_scope.make()(*pair) for pair in pairs]
    check = negation_scope.make()
    check.prepare(pairs)
    assert [check(*pair) for pair in pairs] == alone
    assert [bool(found) for found in alone] == [True, False, False]


def test_without_a_parser_a_sentence_with_a_negation_must_stay() -> None:
    check = negation_scope.NegationScope(None)
    check.prepare([("a", "b", ())])
    found = flag(check, "The script and acting are not weak.", "The acting and script are not weak.")
    assert found is not None
    assert "no parser" in found
    assert flag(check, "It is not weak. A good film.", "It is not weak. A fine film.") is None


def test_only_those_without_a_parse_look_everywhere() -> None:
    names = [entry.spec.name for entry in everywhere(load_catalog(allow=""))]
    assert names == ["length", "negation", "numbers", "valence"]
    assert all(len(spec.because.split()) > 5 for spec in robust_label_checks())


@pytest.mark.parametrize("check", [NEGATION, VALENCE, NUMBERS, SCOPE, length.make()])
def test_no_text_makes_a_check_raise(check) -> None:
    rng = rng_for(0, "checks", "texts")
    for text in (*ORDINARY, *NASTY):
        for words in ("not", "", "7", "é good"):
            edits = []
            at = 0
            while at < len(text):
                end = min(len(text), at + rng.below(4))
                if text[at:end] != words:
                    edits.append(Edit(at, end, text[at:end], words))
                at = end + 1 + rng.below(50)
            after = apply_edits(text, edits)
            found = check(text, after, tuple(edits))
            assert found is None or found.strip() == found != ""
            assert check(text, text, ()) is None


def test_flags_do_not_depend_on_how_edits_are_cut() -> None:
    before, after = "A good and long film, isn't it?", "A bad and long film, is it?"
    whole = (Edit(0, len(before), before, after),)
    fine = edits_between(before, after)
    for check in (NEGATION, VALENCE, NUMBERS):
        assert (check(before, after, whole) is None) == (check(before, after, fine) is None)
