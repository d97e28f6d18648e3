from __future__ import annotations

import multiprocessing
import random
import sqlite3
import subprocess
import sys

import numpy as np
import pytest

from robustbench_nlp.errors import ModelError, ResourceMissing
from robustbench_nlp.language.model_resource import MODEL
from robustbench_nlp.language.parse import model as models
from robustbench_nlp.language.parse.model import find_model
from robustbench_nlp.language.parse.sentences import LONGEST
from robustbench_nlp.language.parse.shared import Parser, parser_for
from robustbench_nlp.testing.texts import LONE_SURROGATE, NASTY, ORDINARY, long_text

SENTENCES = [
    "The movie wasn't  bad.",
    "I saw it in the theatre when it came out.",
    "DON'T WATCH IT, YOU FOOL",
    "Mr. Smith lives in New York.",
    "ok",
    "why don’t you like it ?",
    "He's finished, it's broken and they'd left before the long, long, long film was over.",
] + [f"Number {n} was the {n}th best film of {'the long year ' * (n % 7)}and I liked it." for n in range(60)]


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("ROBUST_CACHE", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def loaded():
    return find_model()


@pytest.fixture(scope="module")
def parser(tmp_path_factory, loaded):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROBUST_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield Parser(loaded)


def test_words(parser):
    sentence = "It wasn't  bad."
    (parsed,) = parser.parsed([sentence])
    assert [word.text for word in parsed] == ["It", "was", "n't", "bad", "."]
    assert [(word.tag, word.lemma, word.dep, word.head) for word in parsed][:3] == [
        ("PRP", "it", "nsubj", 1),
        ("VBD", "be", "ROOT", 1),
        ("RB", "not", "neg", 1),
    ]
    (tagged,) = parser.tagged([sentence])
    assert [word.tag for word in tagged] == [word.tag for word in parsed]
    assert {(word.dep, word.head) for word in tagged} == {("", -1)}


@pytest.mark.parametrize("level", ["tagged", "parsed"])
def test_a_sentence_does_not_depend_on_the_batch_it_is_in(cache, loaded, level, monkeypatch):
    monkeypatch.setattr("robustbench_nlp.language.parse.store.ParseStore.get", lambda *_: {})
    together = getattr(Parser(loaded), level)(SENTENCES)
    shuffled = random.Random(5).sample(SENTENCES, len(SENTENCES))
    apart = Parser(loaded)
    assert dict(zip(shuffled, getattr(apart, level)(shuffled), strict=True)) == dict(
        zip(SENTENCES, together, strict=True)
    )
    apart = Parser(loaded)
    assert [getattr(apart, level)([sentence])[0] for sentence in SENTENCES] == together


@pytest.mark.parametrize("level", ["tagged", "parsed"])
def test_what_is_stored_is_what_was_parsed_and_needs_no_model(cache, loaded, level):
    before = getattr(Parser(loaded), level)(SENTENCES)
    code = (
        "import sys\nfrom robustbench_nlp.language.parse.shared import parser_for\n"
        f"print(parser_for().{level}({SENTENCES!r}), 'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip() == f"{before} False"


TEXTS = (*ORDINARY, *NASTY, LONE_SURROGATE, long_text(5000))


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_any_text_gives_words_with_offsets_into_it(parser, text):
    (sentence,) = parser.parsed([text])
    assert all(text[word.start : word.end] == word.text and word.text.strip() for word in sentence)
    assert all(0 <= word.head < len(sentence) for word in sentence)
    assert [word.start for word in sentence] == sorted(word.start for word in sentence)
    assert [word.text for word in parser.tagged([text])[0]] == [word.text for word in sentence]


def test_a_sentence_of_5000_words(parser):
    (sentence,) = parser.tagged(["It was a long, long film and nobody laughed " * 600])
    assert len(sentence) == 600 * 10
    assert LONGEST < 9 * 600


def test_one_parser_per_process_and_model(cache):
    assert parser_for() is parser_for()
    assert parser_for() is not parser_for(entities=True)


def test_entities_by_the_recogniser_only_where_asked_for(cache, loaded):
    sentence = "He was born on Monday in the United Kingdom."
    by_tag = [word.text for word in Parser(loaded).tagged([sentence])[0] if word.entity]
    by_model = [word.text for word in Parser(loaded, entities=True).tagged([sentence])[0] if word.entity]
    assert by_tag == ["Monday", "United", "Kingdom"]
    assert by_model == ["Monday", "the", "United", "Kingdom"]


def _random_states():
    return random.getstate(), str(np.random.get_state())  # noqa: NPY002


def test_no_global_random_state_is_touched(cache, loaded):
    before = _random_states()
    Parser(loaded).parsed(SENTENCES[:3])
    assert _random_states() == before


def _parse(model, sentences):
    return Parser(model).tagged(sentences)


def test_several_processes_use_one_store(cache, loaded):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        found = pool.starmap(_parse, [(loaded, SENTENCES), (loaded, SENTENCES[::-1]), (loaded, SENTENCES)])
    assert found[0] == found[1][::-1] == found[2]


def _store(cache):
    (path,) = cache.glob("parses/*.sqlite")
    return path


@pytest.mark.parametrize("damage", ["file", "row", "end"])
def test_a_damaged_store_costs_nothing_but_time(cache, loaded, damage):
    right = Parser(loaded).tagged(SENTENCES)
    path = _store(cache)
    if damage == "file":
        for file in path.parent.iterdir():
            file.write_bytes(b"this is no data base" * 500)
    else:
        new = "X'01020304'" if damage == "row" else "substr(words, 1, length(words) - 2)"
        with sqlite3.connect(path) as db:
            db.execute(f"UPDATE parses SET words = {new}")
    for _ in range(3):
        assert Parser(loaded).tagged(SENTENCES) == right
    assert _store(cache).read_bytes()[:6] == b"SQLite"


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path, monkeypatch, loaded):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ROBUST_CACHE", str(tmp_path / "file"))
    assert [word.text for word in Parser(loaded).tagged(["Fine."])[0]] == ["Fine", "."]


def test_a_full_store_is_still_read(cache, loaded, monkeypatch):
    right = Parser(loaded).tagged(SENTENCES)
    monkeypatch.setattr("robustbench_nlp.language.parse.store.LARGEST", 4096)
    parser = Parser(loaded)
    more = [f"Another film, and {n} more things that were said of it." for n in range(400)]
    assert len(parser.tagged(more)) == 400
    assert parser.tagged(SENTENCES) == right


@pytest.fixture(scope="module")
def without_parser(tmp_path_factory, loaded):
    nlp = loaded.load(entities=False)
    nlp.remove_pipe("parser")
    folder = tmp_path_factory.mktemp("model")
    nlp.to_disk(folder)
    return str(folder)


def test_a_model_without_a_parser_tags(cache, without_parser):
    parser = parser_for(without_parser)
    assert not parser.can_parse
    assert [word.tag for word in parser.tagged(["It was bad."])[0]] == ["PRP", "VBD", "JJ", "."]
    with pytest.raises(ModelError, match="has no parser"):
        parser.parsed(["It was bad."])


def test_models_that_will_not_do(cache, tmp_path, monkeypatch):
    with pytest.raises(ResourceMissing, match="en_core_web_xxl") as missing:
        parser_for("en_core_web_xxl")
    assert "robust fetch english-model" in missing.value.hint
    assert "spacy download" in missing.value.hint
    with pytest.raises(ResourceMissing):
        parser_for("json")
    (tmp_path / "config.cfg").write_text("")
    with pytest.raises(ModelError, match=r"meta\.json"):
        parser_for(str(tmp_path))
    (tmp_path / "meta.json").write_text('{"lang": "de", "name": "x", "version": "1", "pipeline": []}')
    with pytest.raises(ModelError, match="not for English"):
        parser_for(str(tmp_path))
    (tmp_path / "meta.json").write_text('{"lang": "en", "name": "x", "version": "1", "pipeline": ["ner"]}')
    with pytest.raises(ModelError, match="no tagger"):
        parser_for(str(tmp_path))
    (tmp_path / "meta.json").write_text('{"lang": "en", "name": "x", "version": "1", "pipeline": ["tagger"]}')
    with pytest.raises(ModelError, match="cannot load"):
        parser_for(str(tmp_path)).tagged(["x"])


def test_the_fetched_model_is_found(cache, loaded, monkeypatch):
    nlp = loaded.load(entities=False)
    monkeypatch.setattr(models, "SMALL", ())
    monkeypatch.setattr(models, "LARGER", ())
    with pytest.raises(ResourceMissing, match="no English spaCy model"):
        parser_for()
    (cache / "models").mkdir()
    nlp.to_disk(cache / "models" / f"{MODEL}-3.8.0")
    assert parser_for().tagged(["It was bad."])[0][1].tag == "VBD"
