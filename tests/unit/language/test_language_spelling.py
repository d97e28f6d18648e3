from __future__ import annotations

import pytest

from robustbench_nlp.language.negation.spelling import in_one_spelling, short_forms


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("I wasn't there, can't go and won't.", "I was not there, cannot go and will not."),
        ("It's been said that he's late.", "It has been said that he is late."),
        (
            "He'd better go. I'd really loved it. They'd stuck.",
            "He had better go. I had really loved it. They had stuck.",
        ),
        ("She'd go, she'd've gone.", "She would go, she would have gone."),
        ("Don't you see? Isn't there a way?", "Do you not see? Is there not a way?"),
        ("Couldn't we have one? Doesn't he have one?", "Could we not have one? Does he not have one?"),
        ("The fun just isn't there.", "The fun just is not there."),
        ("DON'T! I'M SO SORRY, IT'S BAD", "DO NOT! I AM SO SORRY, IT IS BAD"),
        ("Let's say it´s fun and wasn`t long.", "Let us say it is fun and was not long."),
        ("I can not go.", "I cannot go."),
        ("Don't go, and don't you laugh. Can't say.", "Do not go, and do you not laugh. Cannot say."),
        ("This isn't it's a cupboard.", "This isn't it is a cupboard."),
        ("It's WON'T, do NOT", "It is WILL NOT, do NOT"),
        ("The film's plot, the dos and don'ts", "The film's plot, the dos and don'ts"),
    ],
)
def test_both_ways_to_write_it_are_spelt_alike(short, long):
    assert in_one_spelling(long) == in_one_spelling(short)


def test_short_forms_are_listed_as_they_stand():
    assert short_forms("It isn't what they’re after. It is not.") == ["isn't", "they’re"]


@pytest.mark.parametrize("unit", ["don't ", "'", "he'd really ", "can not ", "isn't there ", "a "])
def test_hostile_sentences_take_linear_time(unit):
    in_one_spelling(unit * 20_000)


def test_the_spelling_is_one_a_parser_reads_well():
    assert in_one_spelling("It's not. He can't go. I wasn't.") == "It is not. He cannot go. I was not."
    assert in_one_spelling("Aren't the actors great? Do not go.") == "Aren't the actors great? Don't go."
    assert in_one_spelling("Why didn't she? Isn't there a way?") == "Why did she not? Is there not a way?"
    assert in_one_spelling("The film's plot isn't there.") == "The film's plot is not there."
