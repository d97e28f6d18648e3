from __future__ import annotations

import pytest

from robustbench_nlp.language.negation.cues import cue_multiset, find_cues
from robustbench_nlp.language.negation.lexicon import PHRASE_WORDS, cue_words


def cues(text):
    return [(cue.text, cue.normal) for cue in find_cues(text)]


@pytest.mark.parametrize(
    "form", ["do not", "don't", "don’t", "DON'T", "dont", "don&#39;t", "don`t", "cannot", "can not", "cant"]
)
def test_the_ways_to_write_not_are_one_cue(form):
    assert cue_multiset(f"I {form} like it.") == {"not": 1}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Nobody and nothing could save it.", ["explicit", "explicit"]),
        ("It was hardly watchable, rarely funny.", ["approximator", "approximator"]),
        ("It lacks wit, and fails; far from good.", ["implicit", "implicit", "implicit"]),
        ("An uninteresting, pointless, non-existent plot.", ["affixal"] * 3),
        ("She is unable to act.", ["affixal"]),
    ],
)
def test_kinds(text, kinds):
    assert [cue.kind for cue in find_cues(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "An interesting, important and impressive unit under discussion.",
        "I know a notion of Norway, another canned knot.",
        "Good but long.",
        "A few laughs, a little girl, and me too.",
        "Miss Marple is the heroine.",
        "It was just as good.",
        "regardless, countless and priceless",
    ],
)
def test_words_that_only_look_like_cues(text):
    assert cues(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is but a joke.", ["but"]),
        ("Nothing but noise.", ["nothing", "but"]),
        ("Few liked it.", ["few"]),
        ("It has little sense.", ["little"]),
        ("Too long.", ["too"]),
        ("Anything but good.", ["anything but"]),
    ],
)
def test_readings_that_negate(text, found):
    assert [cue.normal for cue in find_cues(text)] == found


@pytest.mark.parametrize("text", ["I would have left.", "I'd have left.", "I'd've left.", "I would’ve left."])
def test_would_have_in_all_its_forms(text):
    assert cue_multiset(text) == {"would have": 1}


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("There's little to enjoy.", "There is little to enjoy."),
        ("That’s little help.", "That is little help."),
        ("The film's little brother.", "The little brother."),
        ("It's little.", "It is little."),
        ("He'd but a moment.", "He had but a moment."),
        ("I too wouldn't go.", "I too would not go."),
        ("Me too, I too can't.", "Me too, I too cannot."),
        ("I can't help but laugh.", "I can not help but laugh."),
        ("It couldn't really have been worse.", "It could not really have been worse."),
        ("It wouldn't not have been worse.", "It would not not have been worse."),
        ("It wouldnt have been worse.", "It wouldn't have been worse."),
        ("I couldnt go.", "I could not go."),
    ],
)
def test_short_and_long_forms_hold_the_same_cues(short, long):
    assert cue_multiset(short) == cue_multiset(long)
    assert cue_multiset(f"{short} It is but a joke.")["but"] == cue_multiset(short)["but"] + 1


def test_what_stands_between_the_words_of_a_phrase_is_found_too():
    assert cue_multiset("It would never have worked.") == {"would have": 1, "never": 1}


def test_offsets_are_those_of_the_text_even_where_lower_case_is_longer():
    text = "İstanbul İ is NOT far from unfunny, isn’t it?"
    assert [text[cue.start : cue.end] for cue in find_cues(text)] == ["NOT", "far from", "unfunny", "n’t"]
    assert all(cue.text == text[cue.start : cue.end] for cue in find_cues(text))


@pytest.mark.parametrize(
    "text",
    ["I would have to go.", "He'd have a chance.", "When I was little I laughed.", "Unfortunately, it is long."],
)
def test_more_that_is_no_cue(text):
    assert cues(text) == []


def test_cue_words_are_all_that_can_be_a_cue_by_itself():
    words = cue_words()
    assert {"not", "dont", "hardly", "lacks", "unwatchable", "pointless"} <= words
    text = "I can't say nobody failed to see few unlikable, hopeless, hardly irresistible people, or too many."
    for cue in find_cues(text):
        assert cue.normal in words
    assert find_cues(" . ".join(sorted(PHRASE_WORDS - words))) == []
