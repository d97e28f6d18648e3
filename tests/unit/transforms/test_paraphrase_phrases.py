"""The phrase table: what it holds, and where it applies."""

from __future__ import annotations

import pytest

from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.language.negation.cues import find_cues
from robustbench_nlp.language.valence import valence
from robustbench_nlp.transforms.paraphrase.phrases import phrase_edits
from robustbench_nlp.transforms.paraphrase.table import entries

ALL = [entry for group in entries().values() for entry in group]


def reworded(text: str) -> str:
    return apply_edits(text, phrase_edits(text))


def test_the_table_is_as_long_as_promised() -> None:
    assert len(entries()) >= 400


def test_no_entry_holds_a_cue() -> None:
    assert [entry for entry in ALL if find_cues(entry.phrase) or find_cues(entry.replacement)] == []


def test_no_entry_moves_the_sentiment() -> None:
    def total(phrase: str) -> float:
        return sum(map(valence, phrase.lower().split()))

    assert [entry for entry in ALL if abs(total(entry.replacement) - total(entry.phrase)) >= 1.5] == []


def test_every_entry_changes_something() -> None:
    assert [entry for entry in ALL if entry.phrase == entry.replacement] == []


@pytest.mark.parametrize("phrase", ["at least", "at all", "kind of", "no longer", "a bit of", "very much"])
def test_degree_and_negation_are_not_in_the_table(phrase: str) -> None:
    assert phrase not in entries()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("There are lots of films.", "There are many films."),
        ("He read a lot of books.", "He read lots of books."),
        ("He slept a lot of the time.", "He slept much of the time."),
        ("He came in order to win.", "He came so as to win."),
        ("We left because of the noise.", "We left on account of the noise."),
        ("See, for example, Alien.", "See, for instance, Alien."),
        ("He seems to sleep.", "He appears to sleep."),
        ("They seemed to sleep.", "They appeared to sleep."),
        ("She tries to win.", "She attempts to win."),
        ("They hate each other.", "They hate one another."),
        ("It looks as if it rained.", "It looks as though it rained."),
        ("I think he won.", "I believe he won."),
        ("i think he won.", "i believe he won."),
        ("All in all, it works.", "Overall, it works."),
        ("That was years ago.", "That was years ago."),
        ("I saw it years ago and laughed.", "I saw it years back and laughed."),
        ("I saw it on TV.", "I saw it on television."),
        ("TV is dull.", "Television is dull."),
        ("It was so hard to follow.", "It was so difficult to follow."),
        ("It is hard to follow.", "It is difficult to follow."),
        ("Most of the actors are good.", "The majority of the actors are good."),
        ("The rest of the film drags.", "The remainder of the film drags."),
        ("He told several stories.", "He told a number of stories."),
        ("He went back to the house.", "He returned to the house."),
        ("At first I laughed.", "Initially I laughed."),
        ("As soon as I saw it I left.", "The moment I saw it I left."),
        ("Much revolves around the build-up.", "Much centers on the build-up."),
        ("He reads rather than watching.", "He reads instead of watching."),
        ("It’s what’s going on here.", "It’s what’s happening here."),
    ],
)
def test_phrases_are_reworded(before: str, after: str) -> None:
    assert reworded(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "I think so.",
        "What I think of it is known.",
        "It is at least good, kind of.",
        "A LOT OF NOISE",
        'The film "Because of Winn-Dixie" is nice.',
        "The series Because of Winn-Dixie is nice.",
        "quite a lot of noise",
        "from start to finish-line",
        "He had a nice try to his name.",
        "It seems to me that it works.",
        "It works because of course it does.",
        "The second half of the film drags.",
        "He pans to the outside of the house.",
        "One reason as to why it works is known.",
        "He is too old looking for the part.",
        "What sets it apart from the other one is its wit.",
        "It was by accident that we met.",
        "He had started to laugh.",
        "He does that a great deal lately.",
        "What more I have to say may spoil it.",
        "After watching Mad TV he slept.",
        "It covers a lot of this film.",
        "I tend to agree.",
        "He is funny, sometimes sad.",
        "He told what happened to demonstrate it.",
        "They went on to other venues.",
        "This happened over and over.",
        "It seemed like the way it was shot was odd.",
        # read by another judge
        "He is trying so hard to bring a third dimension to him.",
        "They work very hard to please, push really hard to win and fight too hard to stop.",
        "It takes a heck of a lot of convincing.",
        "Its standing with the rest of the world is low.",
        "The rest of us, the rest of his life, the rest of the culture and the rest of society slept.",
        "The reason it got a 1 is because of the sound.",
        "It is because of her that he confesses.",
        "Most of the acting is stilted.",
        "He dives several meters and waits several months.",
        "I think I find it dull, and I think I'm bored.",
        "They do whatever they can do in order to survive.",
        "The beast went back to search for food.",
        "It is enjoyable rather than annoying.",
        # read by a third
        "We depend a lot of the computers and machines.",
        "It is an attempt at trying to win.",
        "I'm trying to sleep.",
        "We saw a lot of him.",
    ],
)
def test_phrases_that_mean_something_else_stay(text: str) -> None:
    assert not phrase_edits(text)


def test_an_article_before_a_phrase_still_fits() -> None:
    for entry in ALL:
        text = f"It was a {entry.phrase} here"
        for edit in phrase_edits(text):
            if edit.start == len("It was a "):
                assert (edit.old[0] in "aeiou") is (edit.new[0] in "aeiou")
