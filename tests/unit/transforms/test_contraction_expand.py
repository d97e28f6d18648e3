"""From the short form to the long one: what is certain from the words around, and what a parse decides."""

from __future__ import annotations

import pytest

from robustbench_nlp.testing import apply
from robustbench_nlp.transforms.contraction.spec import SPEC

WITHOUT_PARSE = ",parser=none"


def expanded(text: str, params: str = "") -> str:
    return apply(SPEC, text, "rate=1,mode=expand" + params)


@pytest.mark.parametrize("params", ["", WITHOUT_PARSE], ids=["parsed", "not parsed"])
@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("I can't believe it.", "I cannot believe it."),
        ("Why don't you like it?", "Why do you not like it?"),
        ("Isn't it great?", "Is it not great?"),
        ("He's a mess, isn't he?", "He is a mess, is he not?"),
        ("John's dog isn't here.", "John's dog is not here."),
        ("The movie's plot isn't bad.", "The movie's plot is not bad."),
        ("DON'T WATCH IT", "DO NOT WATCH IT"),
        ("Don’t go.", "Do not go."),
        ("I couldn't care less.", "I could not care less."),
        ("It's been great.", "It has been great."),
        ("She's got talent.", "She has got talent."),
        ("He'd seen it before.", "He had seen it before."),
        ("He'd rather not.", "He would rather not."),
        ("I'd better go.", "I had better go."),
        ("I'd've left.", "I would have left."),
        ("Let's go.", "Let us go."),
        ("I won't, we shan't, you mustn't.", "I will not, we shall not, you must not."),
        ("WON'T YOU SEE IT?", "WILL YOU NOT SEE IT?"),
        ("I'm, they're, we'll, you've", "I am, they are, we will, you have"),
        ("I'd like it. I'd rented it.", "I would like it. I had rented it."),
        ("It’s a film he’s in.", "It is a film he is in."),
        ("It just doesn't work, and doesn't try.", "It just does not work, and does not try."),
        ("Can't wait. Didn't know him.", "Cannot wait. Did not know him."),
        ("Isn't there a better way?", "Is there not a better way?"),
        ("It's supposed to be based on fact.", "It is supposed to be based on fact."),
        ("Please don't.", "Please do not."),
    ],
)
def test_certain_long_forms_need_no_parse(short, long, params):
    assert expanded(short, params) == long


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Can't the director see it?", "Can the director not see it?"),
        ("Aren't the actors great?", "Are the actors not great?"),
        ("Why didn't the writer stop?", "Why did the writer not stop?"),
        ("Why the hell doesn't she leave?", "Why the hell does she not leave?"),
        ("ISN'T THE MOVIE GREAT?", "IS THE MOVIE NOT GREAT?"),
        ("But isn't intended to be.", "But is not intended to be."),
        ("The film, however, isn't the best.", "The film, however, is not the best."),
        ("What's it about?", "What is it about?"),
        ("Where's the fun in that?", "Where is the fun in that?"),
        ("There's social commentary here.", "There is social commentary here."),
        ("It's almost unfathomable.", "It is almost unfathomable."),
        ("I wish they'd install seats.", "I wish they would install seats."),
        ("It's not.", "It is not."),
        ("It's 1978.", "It is 1978."),
    ],
)
def test_a_parse_decides_the_rest(short, long):
    assert expanded(short) == long
    assert expanded(short, WITHOUT_PARSE) == short


@pytest.mark.parametrize("params", ["", WITHOUT_PARSE], ids=["parsed", "not parsed"])
@pytest.mark.parametrize(
    "text",
    [
        "He's finished. It's broken. She's just arrived.",
        "He ain't seen it. What's he do?",
        "What's he done?",
        "5 o'clock, ma'am",
        "the 80's and the '90s",
        "girls' night, the boys' room",
        "y'all, 'em, 'cause, gonna, it's gonna",
        "Don't you dare.",
        "He'd put it there. I'd read it. They'd come.",
        "Where'd you find it?",
        "There's two reasons. There's so many terrific performances.",
        "It's plot is bad. The film lost it's charm. On it's own.",
        "It's original concept failed.",
        "who's clever plot",
        "It's only redeeming features were some of the characters.",
        "he's calmness is fake",
        "\"Don't Answer the Phone\" and Who's Next",
        "you're own risk",
        "The Who's greatest work",
        "John's seen it. Everyone's here.",
        "It's A Wonderful Life and Don't Look Now, starring nobody from Who's That Girl",
        "the movie that let's you go",
        "don&#39;t and `don't` and http://example.org/don't",
        # read in reviews: titles, others' words, a set phrase
        'They had worked together in "You\'re a Big Boy Now".',
        "They had worked together in You're a Big Boy Now, then left.",
        "You're a Big Boy Now!",
        "The credits say “it's cool” and \"Yeah, I don't HATE planes!\"",
        "Don't get me wrong, this works.",
        # read by another judge
        "There's a few similarities. There’s a great many of them. There's a lot of people here.",
        "There's a couple of scenes, and there's a whole lot more deaths, but there's a lot of them.",
        "I really wonder what's the deal with him. What's the big deal? What's with the hair?",
        "That's it?! And that's it.",
        "But let's face it: they were coarse.",
        "Although Sally Marshall isn't an Alien is a fine film, it lacks bite.",
    ],
)
def test_what_is_uncertain_or_no_short_form_stays(text, params):
    assert expanded(text, params) == text


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("I like what isn't there -- that she cared.", "I like what is not there -- that she cared."),
        ("Hijacking.original isn't it??", "Hijacking.original is it not??"),
        ("They just aren't the same.", "They just are not the same."),
        ("the dos and don'ts", "the dos and don'ts"),
        ("There's a lot of music. There's a couple.", "There is a lot of music. There is a couple."),
        ("There's a few of us, and there's a plan.", "There's a few of us, and there is a plan."),
        ("What's the point? What's the dealer like?", "What is the point? What is the dealer like?"),
        (
            "That's it and that's italic, so let's face the facts.",
            "That's it and that is italic, so let us face the facts.",
        ),
        (
            "It says Tom Ford isn't an actor. This isn't the Old South.",
            "It says Tom Ford is not an actor. This is not the Old South.",
        ),
    ],
)
def test_read_in_reviews(short, long):
    assert expanded(short) == long


def test_a_subject_that_is_too_long_or_holds_another_short_form_keeps_the_question_as_it_is():
    for text in (
        "Isn't the man who wrote and directed this thing ashamed?",
        "Don't people who're rich like it?",
    ):
        assert " not " not in expanded(text).replace("are rich", "")


def test_a_long_quotation_is_prose_and_a_capital_behind_a_mark_is_no_title():
    assert expanded("\"I say it's great, and so does everyone else I know,\" he wrote. You're right.") == (
        '"I say it is great, and so does everyone else I know," he wrote. You are right.'
    )
    assert expanded('He says "no" and it\'s a "yes".') == 'He says "no" and it is a "yes".'


def test_the_possessive_is_never_a_verb():
    assert (
        expanded("That film's ending, and it's the film's fault.") == "That film's ending, and it is the film's fault."
    )


def test_not_is_never_put_where_it_changes_how_a_cue_beside_it_is_read():
    """ "That little" negates nothing, "not little" might; "me, too" neither."""
    for text in ("Isn't that little enough?", "Couldn't everyone too?"):
        assert expanded(text) == text
    assert expanded("Isn't that enough?") == "Is that not enough?"


def test_that_before_an_adjective_is_a_degree_and_no_subject():
    text = "The ending is anti-climatic and isn't that satisfying albeit its one spectacular moment."
    assert "is that not" not in expanded(text)
    assert expanded("Isn't that a shame?") == "Is that not a shame?"
