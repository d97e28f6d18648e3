"""From the long form to the short one."""

from __future__ import annotations

import pytest

from robustbench_nlp.testing import apply
from robustbench_nlp.transforms.contraction.spec import SPEC


def contracted(text: str) -> str:
    return apply(SPEC, text, "rate=1,mode=contract")


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("It is not good.", "It's not good."),
        ("I am sure they are funny.", "I'm sure they're funny."),
        ("I am not going.", "I'm not going."),
        ("You will see it.", "You'll see it."),
        ("I would never watch it.", "I'd never watch it."),
        ("We have seen it.", "We've seen it."),
        ("It has been great.", "It's been great."),
        ("He had seen it before.", "He'd seen it before."),
        ("The film is not bad.", "The film isn't bad."),
        ("I do not know. I cannot say.", "I don't know. I can't say."),
        ("He will not go and would not say.", "He won't go and wouldn't say."),
        ("There is a way.", "There's a way."),
        ("a man who is looking for it", "a man who's looking for it"),
        ("Do not go.", "Don't go."),
        ("Cannot wait.", "Can't wait."),
        ("Don’t say it is bad.", "Don’t say it’s bad."),
        ("That is the end. I think that is a lie.", "That's the end. I think that's a lie."),
        ("Because of this it is good.", "Because of this it's good."),
    ],
)
def test_short_forms(long, short):
    assert contracted(long) == short


@pytest.mark.parametrize(
    "text",
    [
        "I know what it is.",
        "I know how good it is in the end.",
        "the mess it is in from the beginning",
        "Yes, I am. So he is, and so they are!",
        "bigger than it is in life",
        "I have a dog. He had a cat. They have mixed feelings, she had limited success.",
        "that is, the end",
        "It was not only bad.",
        "He is and was the best.",
        "They can and will not see it.",
        "The men would have not been there. Would they have seen it? Couldn't they have seen it?",
        "You may not go; it might not work; we shall not.",
        "It IS bad. I DO NOT CARE. The film is NOT good.",
        "the film is good and John is here",
        "There are many. That had gone. It had been.",
        "this notion, nothing of it, it island, he willed",
        "I<br />am sure. It\nis good. it  is good",
        "do\u00a0not",
        'he said "it" is good',
        "I do, not you",
        # read in reviews: another subject, "that is to say", a quotation
        "The only rise he got out of you is one of anger.",
        "Part of you is thinking of it.",
        "None of it is good, all of that is there, and some of you are right.",
        "What I like about it is the end. The point of it is that he fails.",
        "That is until I read the book. That is, if you like it. That is unless he sings.",
        "That is to say it works.",
        'He said "it is a lie" to her.',
        "Do not get me wrong.",
        # read by another judge: a title
        "Although Sally Marshall is not an Alien is a fine film, it lacks bite.",
        "We saw Marshall Is Not an Alien.",
        "We saw Marshall Is not an Alien.",
    ],
)
def test_long_forms_that_must_stay(text):
    assert contracted(text) == text


def test_as_tall_as_we_are_keeps_its_last_verb():
    assert contracted("You are not as tall as we are.") == "You're not as tall as we are."


def test_langtest_made_other_words_of_these():
    assert contracted("this notion. It is nothing. He is not what I am.") == (
        "this notion. It's nothing. He's not what I am."
    )


def test_one_verb_is_never_contracted_twice():
    assert contracted("It is not it, and he has not seen it, they will not.") == (
        "It's not it, and he hasn't seen it, they won't."
    )


def test_one_name_before_a_description_makes_no_title():
    assert contracted("Ferris is not the Mark Ferris who starred. This is not a Hollywood film.") == (
        "Ferris isn't the Mark Ferris who starred. This isn't a Hollywood film."
    )
