from __future__ import annotations

import pytest

from robustbench_nlp.core.claims import LabelEffect
from robustbench_nlp.testing import apply, rewrite_one
from robustbench_nlp.transforms.negate.spec import SPEC


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("This film is good.", "This film is not good."),
        ("I liked it.", "I did not like it."),
        ("She watches it.", "She does not watch it."),
        ("They make me laugh.", "They do not make me laugh."),
        ("You can see it.", "You cannot see it."),
        ("I would recommend this film.", "I would not recommend this film."),
        ("It's a great film.", "It's not a great film."),
        ("Loved this film!", "Did not love this film!"),
        ("Watch this movie.", "Do not watch this movie."),
        ("The acting looks great and works well.", "The acting does not look great and does not work well."),
        ("The plot is good and the acting is great.", "The plot is not good and the acting is not great."),
        ("THIS IS GREAT.", "THIS IS NOT GREAT."),
        ("I did.", "I did not."),
        ("It has a plot.", "It does not have a plot."),
    ],
)
def test_a_not_is_put_in(before: str, after: str) -> None:
    assert apply(SPEC, before, "@5") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I did not like it.", "I liked it."),
        ("I didn't like it.", "I liked it."),
        ("She doesn't really like it.", "She really likes it."),
        ("Don't watch this.", "Watch this."),
        ("DON'T WATCH IT", "WATCH IT"),
        ("It can't be saved.", "It can be saved."),
        ("I cannot recommend it.", "I can recommend it."),
        ("I won't watch it again.", "I will watch it again."),
        ("It isn’t great.", "It is great."),
        ("Isn't it great?", "Is it great?"),
        ("Don't you like it?", "Do you like it?"),
        ("I have never seen such a mess.", "I have seen such a mess."),
        ("It was never boring.", "It was boring."),
        ("There is no plot.", "There is some plot."),
        ("Nobody likes it.", "Everybody likes it."),
        ("Nothing works.", "Everything works."),
        ("I loved it because it wasn't long.", "I did not love it because it wasn't long."),
    ],
)
def test_a_not_is_taken_out_and_never_doubled(before: str, after: str) -> None:
    assert apply(SPEC, before, "@5") == after


@pytest.mark.parametrize(
    "text",
    [
        "It is just bad.",  # "not just bad" would be worse than bad
        "I do not have any idea.",  # "I have any idea" is no English
        "I didn't like it at all.",
        "He'd rather go.",
        "He singlehanded it.",
        "Is it good?",
        "It ain't good.",
        "What a great film!",
        "Thank you.",
        "",
        "...",
    ],
)
def test_what_cannot_be_turned_round_in_one_place_stays(text: str) -> None:
    assert apply(SPEC, text, "@5") == text


def test_at_least_one_sentence_where_one_can_be_negated() -> None:
    text = "What a film! A gem! Wow! Great stuff! Such fun! I liked it. Oh boy!"
    for seed in range(10):
        assert apply(SPEC, text, "rate=0.01", seed) == text.replace("I liked", "I did not like")
    assert rewrite_one(SPEC, text, "rate=0") is None


def test_a_higher_severity_negates_more() -> None:
    text = " ".join(f"The {thing} is good." for thing in "plot acting score end cast light set joke idea pace".split())
    edits = [len(rewrite_one(SPEC, text, f"@{severity}").edits) for severity in range(1, 6)]  # type: ignore[union-attr]
    assert edits == sorted(edits)
    assert edits[0] >= 1
    assert edits[4] == 10


def test_markup_and_offsets_stay() -> None:
    before = "It is good.<br /><br />  I liked it &amp; him.\n\nNever mind: http://x.org/is"
    result = rewrite_one(SPEC, before, "@5")
    assert result is not None
    assert result.text.startswith("It is not good.<br /><br />  I did not like it &amp; him.\n\n")


def test_it_is_declared_to_change_the_label() -> None:
    assert SPEC.claim.effect is LabelEffect.CHANGES
