from __future__ import annotations

import pytest

from robustbench_nlp.language.negation.cues import find_cues
from robustbench_nlp.language.negation.scopes import negation_scopes
from robustbench_nlp.language.parse.shared import parser_for


@pytest.fixture(scope="module")
def parser(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROBUST_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield parser_for()


def scopes(parser, text):
    (sentence,) = parser.parsed([text])
    return [" ".join(sentence[i].text for i in sorted(scope.words)) for scope in negation_scopes(sentence)]


WHOLE = [
    "I didn't leave because it was bad.",
    "It was not good and funny.",
    "No plot and acting.",
    "I never laughed when he fell.",
    "It lacks wit and charm.",
    "Few critics and viewers liked it.",
    "I would have liked it if the pacing were better.",
    "few good scenes",
    "I don't think the movie is good.",
    "Without this actor, the film would be dull.",
    "The director of no talent made a film that I liked.",
    "He seems to like nobody.",
    "DON'T WATCH IT",
    "Are the actors not great?",
]


@pytest.mark.parametrize("text", WHOLE)
def test_the_scope_is_the_whole_sentence(parser, text):
    (sentence,) = parser.parsed([text])
    (scope,) = negation_scopes(sentence)
    assert scope.words == frozenset(range(len(sentence)))


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The acting was great, but the plot wasn't.", "the plot was n't ."),
        ("The acting wasn't great, but the plot was good.", "The acting was n't great , but"),
        ("The film has no plot; the music is nice.", "The film has no plot"),
        ("Nothing works, and everybody sleeps.", "Nothing works , and"),
        ("You can't go wrong with this, although it drags.", "You ca n't go wrong with this , ."),
        ("He said that he did not like it.", "that he did not like it"),
        ("The film, which nobody liked, won a prize.", "which nobody liked"),
        ("This is a film that no one should see.", "that no one should see"),
        ("The unfunny jokes ruined a nice evening.", "The unfunny jokes"),
        ("She is unable to act, but he sings well.", "unable to act"),
        ("It was too long, and I left early.", "too long"),
    ],
)
def test_the_scope_is_cut(parser, text, scope):
    assert scopes(parser, text) == [scope]


def test_each_cue_has_a_scope(parser):
    assert scopes(parser, "Nobody and nothing could save it.") == ["Nobody and nothing could save it ."] * 2
    assert scopes(parser, "The cast was great although I hated the ending.") == []
    assert scopes(parser, "") == []


def test_all_words_of_a_phrase_belong_to_its_scope(parser):
    (sentence,) = parser.parsed(["It is far from good, and the cast is fun."])
    (scope,) = negation_scopes(sentence)
    assert sentence[scope.cue].text == "far"
    assert scope.cue in scope.words
    assert {"far", "from", "good"} <= {sentence[i].text for i in scope.words}
    assert "cast" not in {sentence[i].text for i in scope.words}


def test_without_a_parse_the_scope_is_the_sentence(parser):
    (sentence,) = parser.tagged(["It was not good, but I laughed."])
    assert [scope.words for scope in negation_scopes(sentence)] == [frozenset(range(len(sentence)))]


def test_markup_and_entities_do_not_shift_cues(parser):
    text = "I did <i>not</i> say &hellip; that it isn&#39;t good."
    (sentence,) = parser.parsed([text])
    found = [sentence[scope.cue] for scope in negation_scopes(sentence)]
    assert [(word.start, word.end) for word in found] == [(cue.start, cue.end) for cue in find_cues(text)]
