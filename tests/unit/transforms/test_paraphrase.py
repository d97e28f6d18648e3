"""Rewording as a whole: the examples of the specification, the bans of the rules that move words, purity."""

from __future__ import annotations

import pytest

from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.text import Text
from robustbench_nlp.errors import ModelError
from robustbench_nlp.language.negation.cues import find_cues
from robustbench_nlp.testing import apply, check_transform, rewrite_one
from robustbench_nlp.transforms.paraphrase import rewrite
from robustbench_nlp.transforms.paraphrase.params import ParaphraseParams
from robustbench_nlp.transforms.paraphrase.rewrite import make
from robustbench_nlp.transforms.paraphrase.spec import SPEC

REVIEW = (
    "I saw it because of the cast. The script and acting were weak. I don't think anyone laughed at it.<br /><br />"
    "Unfortunately, the film becomes irritating fast. If you know LA, you will appreciate it. It seems to be based on "
    "a number of other films, though none of them were as dull. “As if that mattered,” she said."
)


def test_the_contract() -> None:
    check_transform(SPEC)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I saw it in the theatre when it came out.", "When it came out, I saw it in the theatre."),
        ("She smiled because he won.", "Because he won, she smiled."),
        ("If you know LA, then you will appreciate it.", "You will appreciate it if you know LA."),
        ("If you know LA, you will appreciate it.", "You will appreciate it if you know LA."),
        ("If you like horror, watch this.", "Watch this if you like horror."),
        ("I laughed when I saw this.", "When I saw this, I laughed."),
        ("Unfortunately, the film becomes irritating fast.", "The film becomes irritating fast, unfortunately."),
        ("The film becomes irritating fast, unfortunately.", "Unfortunately, the film becomes irritating fast."),
        ("However, the acting is good.", "The acting is good, however."),
        ("Of course, the plot is simplistic.", "The plot is simplistic, of course."),
        ("The script and acting were weak.", "The acting and script were weak."),
        ("It is a dreamlike and beautiful film.", "It is a beautiful and dreamlike film."),
    ],
)
def test_words_move(before: str, after: str) -> None:
    assert apply(SPEC, before, "rate=1") == after


@pytest.mark.parametrize(
    "text",
    [
        # of the specification
        "I didn't leave because it was bad.",
        "It was not good and funny.",
        "No plot and acting.",
        "I never laughed when he fell.",
        "It lacks wit and charm.",
        "Few critics and viewers liked it.",
        "few good scenes",
        "Nobody and nothing could save it.",
        "I would have liked it if the pacing were better.",
        "He asked when it was over.",
        "The cast was great although I hated the ending.",
        "Although I hated the ending, the cast was great.",
        "While the visuals remain stunning, the characters fall flat.",
        "War and peace were shown over and over.",
        # a complement, an idiom, a relative clause
        "I love it when he sings.",
        "I am aware if it rains.",
        "My nitpick comes in a sequence when our hero checks in.",
        "He left two years after she came.",
        "He was so bad because he was tired.",
        "It is because he was tired.",
        # another verb could claim the clause
        "She said that Tom left when he saw the film.",
        "When he arrived, she said that Tom left.",
        "He came in and she smiled because he won.",
        # a pronoun before its noun, or a new noun before a pronoun
        "The director smiled because he won.",
        "When the film ends, it drags.",
        "This story is about a father and his daughter, since his wife died.",
        "When it appears today, the person is looked upon with suspicion.",
        # questions, quotations, parentheses, lists
        "Did she smile because he won?",
        '"She smiled because he won."',
        "She smiled (because he won).",
        "Honestly, by then, the film works.",
        "The plot, script and acting were weak.",
        # pairs that belong together, or with something else
        "For all intents and purposes, it works.",
        "It works in fits and starts.",
        "The trials and tribulations were dull.",
        "It has highs and lows.",
        "The third and final film is dull.",
        "The very dark and gloomy film is dull.",
        "A clever script and acting carry it.",
        "It was an odd and clever film.",
        "The script and acting of the film were weak.",
        "The script and acting classes were weak.",
        "I have a copy now!.",
        # marks that would end up inside of the sentence, or at the wrong end
        "If you like horror, watch this!!",
        "If you like horror, watch this!",
        "If you like horror, watch this...",
        "If you like horror (gore!), watch this.",
        "If you like horror, watch 'It'.",
        # shouting
        "SHE SMILED BECAUSE HE WON.",
    ],
)
def test_what_must_not_move_stays(text: str) -> None:
    assert apply(SPEC, text, "rate=1") == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("French films thrill me when I rest.", "When I rest, French films thrill me."),
        ("I'd buy it if I could find it.", "If I could find it, I'd buy it."),
        ("This film thrilled me when I saw it.", None),
    ],
)
def test_capitals_go_where_they_belong(before: str, after: str | None) -> None:
    assert apply(SPEC, before, "rate=1") == (after or before)


def test_edits_say_which_rule_made_them() -> None:
    rules = {
        edit.rule for seed in range(8) if (done := rewrite_one(SPEC, REVIEW, "rate=1", seed)) for edit in done.edits
    }
    assert {"P0 because of", "P2 swap", "P3 end", "P1 back"} <= rules


def test_phrases_in_the_scope_of_a_negation_stay() -> None:
    assert apply(SPEC, "He did not leave because of the noise.", "rate=1") == "He did not leave because of the noise."
    assert apply(SPEC, "I don't think anyone laughed at it.", "rate=1") == "I don't think anyone laughed at it."


def test_phrases_beside_the_scope_of_a_negation_change() -> None:
    text = "For example, the cast is fine, but the plot wasn't clever."
    assert apply(SPEC, text, "rate=1") == "For instance, the cast is fine, but the plot wasn't clever."


def test_without_a_parse_sentences_with_a_cue_stay() -> None:
    text = "For example, the cast is fine, but the plot wasn't clever. For example, it drags."
    after = "For example, the cast is fine, but the plot wasn't clever. For instance, it drags."
    assert apply(SPEC, text, "rate=1,parser=none") == after


def test_a_model_without_a_parser_is_refused_and_the_way_out_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Tagger:
        can_parse = False
        model = type("Model", (), {"name": "tagger-only"})

    monkeypatch.setattr(rewrite, "parser_for", lambda name: Tagger())
    with pytest.raises(ModelError, match="no parser") as caught:
        make(ParaphraseParams())
    assert "parser=none" in str(caught.value.hint)


def test_cues_and_their_order_survive_at_every_seed() -> None:
    before = sorted(cue.normal for cue in find_cues(REVIEW))
    for seed in range(20):
        after = apply(SPEC, REVIEW, "rate=1", seed)
        assert sorted(cue.normal for cue in find_cues(after)) == before


def test_a_text_gets_the_same_in_any_batch() -> None:
    texts = [Text(f"t{i}", REVIEW[i * 7 :]) for i in range(12)]
    transform = make(ParaphraseParams(rate=0.5))

    def run(batch: list[Text]) -> list:
        return list(transform.rewrite(batch, [rng_for(0, "paraphrase", text.id) for text in batch]))

    together = run(texts)
    assert together == [done for text in texts for done in run([text])]
    assert together == run(texts[::-1])[::-1]
    for text, done in zip(texts, together, strict=True):
        assert done is None or apply_edits(text.text, done.edits) == done.text


def test_a_higher_rate_changes_more() -> None:
    counts = [len(done.edits) if (done := rewrite_one(SPEC, REVIEW, f"@{s}")) else 0 for s in range(1, 6)]
    assert counts[0] <= counts[2] <= counts[4]
    assert counts[4] >= 4
    assert apply(SPEC, REVIEW, "rate=0") == REVIEW


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We hope that the film works.", "We hope the film works."),
        ("He made a film which worked.", "He made a film that worked."),
        ("She gave him a book.", "She gave a book to him."),
    ],
)
def test_deep_syntax_is_there_and_off_by_default(before: str, after: str) -> None:
    assert rewrite_one(SPEC, before, "rate=1,syntax=deep").text == after  # type: ignore[union-attr]
    done = rewrite_one(SPEC, before, "rate=1")
    assert done is None or not any(edit.rule.startswith("P4") for edit in done.edits)


@pytest.mark.parametrize("text", ["She gave it a try.", "The film, which worked, is old.", "I hope that this works."])
def test_deep_syntax_leaves_idioms_and_commas_alone(text: str) -> None:
    assert apply(SPEC, text, "rate=1,syntax=deep") == text


@pytest.mark.parametrize(
    "text",
    [
        "not " * 300,
        "because " * 500,
        "word and " * 700,
        "",
        "a",
        "No. Not. Never.",
        "because of\x00because of",
        "😀 because of 😀",
    ],
)
def test_odd_texts_do_no_harm(text: str) -> None:
    done = rewrite_one(SPEC, text, "rate=1")
    assert done is None or apply_edits(text, done.edits) == done.text
