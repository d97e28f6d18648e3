"""The contract of a transform, and hostile texts, on the table as it ships."""

from __future__ import annotations

import pytest

from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.spans import Protected
from robustbench_nlp.core.text import Text
from robustbench_nlp.language.negation.cues import cue_multiset
from robustbench_nlp.language.parse.shared import parser_for
from robustbench_nlp.testing import apply, check_transform, rewrite_one
from robustbench_nlp.testing.texts import NASTY, ORDINARY, long_text
from robustbench_nlp.transforms.synonym.draft import index_of
from robustbench_nlp.transforms.synonym.forms import reviewed
from robustbench_nlp.transforms.synonym.params import SynonymParams
from robustbench_nlp.transforms.synonym.passage import passage_around
from robustbench_nlp.transforms.synonym.rewrite import make
from robustbench_nlp.transforms.synonym.sites import View, find_sites
from robustbench_nlp.transforms.synonym.spec import SPEC

SENTENCES = (
    "I guess the movie was awful, and nobody in the cast seemed to enjoy it.",
    "The guy who made this flick was trying to tell an amazing story about his children.",
    "It happens quickly, and everyone seems to be sure that somebody will remember an excellent ending.",
)


def test_contract():
    check_transform(SPEC)


@pytest.mark.parametrize(
    "text",
    [
        "THE MOVIE WAS AWFUL. SOMEBODY TRIED TO STOP IT.",
        "not never no nothing nobody hardly only n't",
        "Die Kinder lachten sehr. C'était affreux.",
        "",
    ],
)
def test_texts_without_a_site(text):
    assert rewrite_one(SPEC, text, "rate=1") is None


@pytest.mark.parametrize("text", [*NASTY, *ORDINARY, *SENTENCES, " ".join(SENTENCES).lower().replace(".", "")])
def test_cues_protected_spans_and_replay(text):
    result = rewrite_one(SPEC, text, "rate=1")
    if result is None:
        return
    assert apply_edits(text, result.edits) == result.text
    assert cue_multiset(text) == cue_multiset(result.text)
    protected = Protected(text)
    assert not any(protected.overlaps(edit.start, edit.end) for edit in result.edits)


def test_a_sentence_of_5000_words_and_emoji_between_words():
    text = " ".join(["the movie 🎉 was awful and someone tried to stop it while"] * 500)
    assert len(rewrite_one(SPEC, text, "rate=1").edits) > 2
    assert "🎉" in apply(SPEC, "The 🎉 movie 🎉 was awful 👍🏽", "rate=1")


def test_curly_quotes_entities_and_markup_stay():
    text = "“It’s an awful movie”, he said.<br /><br />&quot;Somebody&#39;s <i>movie</i>&quot;"
    after = apply(SPEC, text, "rate=1")
    assert after != text
    assert after.startswith("“It’s a") and "<br /><br />&quot;" in after and "&#39;s <i>" in after


def test_a_text_gives_the_same_alone_and_in_any_batch():
    texts = [Text(str(i), text) for i, text in enumerate((*ORDINARY, *SENTENCES, long_text(3000)))]
    transform = make(SynonymParams(rate=0.5))
    together = list(transform.rewrite(texts, [rng_for(0, "synonym", text.id) for text in texts]))
    alone = [next(iter(transform.rewrite([text], [rng_for(0, "synonym", text.id)]))) for text in reversed(texts)]
    assert together == alone[::-1]


def test_a_passage_gives_the_tags_of_the_whole_sentence():
    text = " ".join(ORDINARY + SENTENCES) + " " + ", and ".join(sentence[:-1] for sentence in SENTENCES) + "."
    view = View(text)
    parser = parser_for()
    sites = list(find_sites(view, reviewed().get))
    assert len(sites) > 15
    for site in sites:
        start, end = passage_around(view, site)
        whole = next(span for span in view.sentences if span[0] <= start and end <= span[1])
        [short], [long] = parser.tagged([text[start:end]]), parser.tagged([text[slice(*whole)]])
        i, j = index_of(short, site, start), index_of(long, site, whole[0])
        tags = [[word.tag for word in words[max(0, at - 1) : at + 2]] for words, at in ((short, i), (long, j))]
        assert tags[0] == tags[1]


def test_without_a_model_it_says_how_to_get_one(monkeypatch, tmp_path):
    from robustbench_nlp.errors import ResourceMissing

    with pytest.raises(ResourceMissing, match="english-model"):
        make(SynonymParams(parser="no_such_model"))
