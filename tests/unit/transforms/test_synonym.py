"""What a reader sees of the transform, with pairs of our own."""

from __future__ import annotations

import pytest

from robustbench_nlp.core.edits import Edit, apply_edits
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.text import Text
from robustbench_nlp.language.parse.shared import parser_for
from robustbench_nlp.transforms.synonym.forms import Form
from robustbench_nlp.transforms.synonym.inflect import pair_forms
from robustbench_nlp.transforms.synonym.rewrite import Synonym

PAIRS = (
    ("movie", "n", "film", ""),
    ("film", "n", "movie", ""),
    ("idea", "n", "thought", ""),
    ("thought", "n", "idea", ""),
    ("automobile", "n", "car", "sure"),
    ("child", "n", "kid", "sure"),
    ("house", "n", "home", ""),
    ("buy", "v", "purchase", "next!=into"),
    ("begin", "v", "start", ""),
    ("start", "v", "begin", ""),
    ("pick", "v", "choose", ""),
    ("quickly", "r", "rapidly", ""),
    ("entirely", "r", "completely", ""),
    ("course", "n", "class", ""),
    ("big", "a", "large", ""),
    ("clever", "a", "smart", ""),
    ("truly", "r", "really", "sure"),
)


def lookup_of(*pairs: tuple[str, str, str, str]) -> dict[str, tuple[Form, ...]]:
    found: dict[str, tuple[Form, ...]] = {}
    for pair in pairs:
        for surface, form in pair_forms(*pair):
            found[surface] = (*found.get(surface, ()), form)
    return found


FORMS = lookup_of(*PAIRS)


def edits_in(text: str, rate: float = 1.0, seed: int = 0, forms=FORMS, parser=True) -> tuple[Edit, ...]:
    transform = Synonym(rate, forms.get, parser_for() if parser else None)
    (result,) = transform.rewrite([Text("a", text)], [rng_for(seed, "synonym", "a")])
    if result is None:
        return ()
    assert apply_edits(text, result.edits) == result.text
    return result.edits


def rewritten(text: str, **how) -> str:
    return apply_edits(text, edits_in(text, **how))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It was a movie about an idea.", "It was a film about a thought."),
        ("I bought an automobile.", "I purchased a car."),
        ("The children began to laugh.", "The kids started to laugh."),
        ("An hour passed quickly.", "An hour passed rapidly."),
    ],
)
def test_examples_of_the_design(before, after):
    assert rewritten(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("He buys it.", "He purchases it."),
        ("He was buying a house.", "He was purchasing a home."),
        ("They started it.", "They began it."),
        ("They had started it.", "They had begun it."),
        ("It has the biggest house.", "It has the largest home."),
        ("She has two ideas.", "She has two thoughts."),
    ],
)
def test_number_tense_and_degree_are_kept(before, after):
    assert rewritten(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Movies bore me.", "Films bore me."),
        ("I left.<br /><br />Children laughed.", "I left.<br /><br />Kids laughed."),
        ("An idea is enough.", "A thought is enough."),
        ("a thought came", "an idea came"),
        ("He had an  automobile", "He had a  car"),
        ("The automobile's wheels turned.", "The car's wheels turned."),
        ("one automobile, two children; three...", "one car, two kids; three..."),
        ("“The children laughed”, he wrote.", "“The kids laughed”, he wrote."),
    ],
)
def test_case_article_and_what_stands_around_are_kept(before, after):
    assert rewritten(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "THE MOVIE BEGINS",
        "New York is a great city.",
        "It is not, never, hardly, only nothing.",
        "Of course he did.",
        "I saw the Movie yesterday.",
        "Movie Night was on.",
        "He said: Big Movie.",
        "“Children of Men” and 'Movies' are titles.",
        "movie-goers and non-children, a child-like, one-idea plot",
        "see movie.com or @movie or #movie or http://x.org/movie or movie@example.org, `movie`",
        "big/large and movie_x and movie2 and x.movie",
        "I picked it up.",
        "I bought into it.",
        "It was not entirely bad, nor wasn't entirely good.",
        "Films and movies.",
        "the more clever one",
        "a clever clever man, a big, big man",
        "a few children, few movies, just children, too quickly, little children",
        "mo\u00advie movi\u0301e movie\u0301 na\u00efve",
        "",
    ],
)
def test_what_must_stay(text):
    assert rewritten(text) == text


def test_another_part_of_speech_stays():
    assert rewritten("He thought so.") == "He thought so."
    assert rewritten("I will start now.") == "I will begin now."
    assert rewritten("It was a bad start.") == "It was a bad start."
    assert rewritten("The house owner left.") == "The house owner left."


def test_an_article_that_cannot_be_reached_keeps_the_word():
    assert rewritten("an&nbsp;automobile") == "an&nbsp;automobile"
    assert rewritten("the&nbsp;automobile") == "the&nbsp;car"


def test_each_pair_is_used_twice_at_most_in_either_direction():
    text = "The movie bored me to tears. " * 2 + "Some film or other must have been worse than all that. " * 2
    edits = edits_in(text)
    assert len(edits) == 2


def test_valence_of_all_edits_together_stays_small():
    names = "alpha beta gamma delta".split()
    forms = {name: (Form(f"new{name}", ("NN",), name, valence=0.6, condition="sure"),) for name in names}
    assert len(edits_in(" ".join(names), forms=forms)) == 2


def test_a_pair_that_would_move_the_valence_is_no_pair():
    assert not list(pair_forms("funny", "a", "terrible"))


def test_forms_that_nobody_uses_are_left_out():
    surfaces = {surface for surface, _ in pair_forms("joy", "n", "laughter")}
    assert surfaces == {"joy"}


@pytest.mark.parametrize(("rate", "few", "many"), [(0.0, 0, 0), (0.1, 1, 2), (0.5, 4, 5), (1.0, 9, 9)])
def test_rate(rate, few, many):
    names = "alpha beta gamma delta epsilon zeta eta theta iota".split()
    forms = {name: (Form(f"new{i}", ("NN",), f"p{i}", condition="sure"),) for i, name in enumerate(names)}
    for seed in range(20):
        assert few <= len(edits_in(" ".join(names), rate=rate, seed=seed, forms=forms)) <= many


def test_a_higher_rate_keeps_the_edits_of_a_lower_one():
    text = "The children bought an automobile. They began quickly. The idea was big, the movie clever. " * 2
    for seed in range(10):
        less, more = (set(edits_in(text, rate=rate, seed=seed)) for rate in (0.3, 0.8))
        assert less <= more


def test_where_tags_forbid_a_drawn_word_another_takes_its_place():
    text = "A good start and a bad start, a slow start, a false start. The children left."
    for seed in range(10):
        assert apply_edits(text, edits_in(text, rate=0.1, seed=seed)).endswith("The kids left.")


def test_without_a_parser_only_what_is_sure_changes():
    assert rewritten("A child bought a movie.", parser=False) == "A kid bought a movie."


def test_several_synonyms_are_drawn_from():
    forms = lookup_of(("begin", "v", "start", "sure"), ("begin", "v", "commence", "sure"))
    found = {rewritten("It begins here.", seed=seed, forms=forms) for seed in range(20)}
    assert found == {"It starts here.", "It commences here."}
