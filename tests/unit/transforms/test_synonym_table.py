"""The reviewed table, its inflected forms, and the language of its conditions."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from robustbench_nlp.language.negation.cues import find_cues
from robustbench_nlp.language.parse.shared import parser_for
from robustbench_nlp.transforms.synonym import forms
from robustbench_nlp.transforms.synonym.conditions import parsed
from robustbench_nlp.transforms.synonym.context import Context, context_of
from robustbench_nlp.transforms.synonym.spared import multiwords

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def build():
    spec = importlib.util.spec_from_file_location("synonyms_build", ROOT / "tools" / "synonyms" / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_forms_are_what_the_table_gives(build):
    assert build.main(["--check"]) == 0


def test_rows_that_are_none_are_named(build):
    for line in ("movie\tx\tfilm\t", "movie\tn\tmovie\t", "Movie\tn\tfilm\t", "movie\tn\tfilm\tnxt=of", "movie\tn"):
        with pytest.raises(ValueError, match="line 2"):
            list(build.rows(["# comment", line]))


def test_the_table_is_large_and_has_no_pair_twice_under_one_condition(build):
    rows = list(build.rows(build.TABLE.read_text("utf-8").splitlines()))
    assert len(set(rows)) == len(rows) > 100


def test_no_form_is_or_makes_a_cue():
    for surface, found in forms.reviewed().items():
        assert not find_cues(f"the {surface} is"), surface
        for form in found:
            assert not find_cues(f"the {form.new} is"), form


def test_every_form_differs_keeps_valence_and_is_one_word():
    for surface, found in forms.reviewed().items():
        for form in found:
            assert form.new != surface and form.new.isalpha() and form.new.islower()
            assert abs(form.valence) < forms.MOST_VALENCE
            assert len({tag[0] for tag in form.tags}) == 1


def test_forms_read_as_they_are_written():
    lines = [line for line in forms.FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    again = [forms.written(surface, form) for surface, found in forms.read(lines).items() for form in found]
    assert sorted(again) == lines


def test_fixed_phrases_have_two_or_three_words():
    words, phrases = multiwords()
    assert {"of course", "special effects", "soap opera", "rest of", "good job"} <= phrases
    assert all(len(phrase.split()) in (2, 3) and phrase == phrase.lower() for phrase in phrases)
    assert "course" in words


def test_loading_is_fast_and_inflects_nothing():
    code = """
import sys, time
from robustbench_nlp.transforms.synonym import forms
begin = time.process_time()
forms.reviewed()
took = time.process_time() - begin
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.text import Text
from robustbench_nlp.transforms.synonym.params import SynonymParams
from robustbench_nlp.transforms.synonym.rewrite import make
list(make(SynonymParams(rate=1.0, parser="none")).rewrite([Text("a", "The movie began.")], [rng_for(0, "s", "a")]))
print(took, *sorted(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    took, *modules = done.stdout.split()
    assert float(took) < 0.25
    assert not {"lemminflect", "inflect", "wordfreq", "nltk", "spacy", "robustbench_nlp.language.inflection"} & {
        *modules
    }


def around(text: str, word: str) -> Context:
    start = text.index(word)
    return context_of(text, text.replace("<br />", "      "), start, start + len(word))


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("I saw it there.", ("i", "saw", "there", ".")),
        ("it", ("^", "^", "$", "$")),
        ("so,  it isn’t", ("so", ",", "isn't", "$")),
        ("End.<br />it is", ("^", "^", "is", "$")),
        ("but it's good", ("^", "but", "'s", "good")),
        ("is it\nDone", ("^", "is", "$", "$")),
        ("(it)", ("^", "(", ")", "$")),
    ],
)
def test_context(text, context):
    assert around(text, "it") == context


@pytest.mark.parametrize(
    ("condition", "text", "holds"),
    [
        ("next=of", "it of", True),
        ("next=of", "it off", False),
        ("next!=of,to", "it to", False),
        ("next=$", "saw it", True),
        ("next=$", "saw it.", True),
        ("next=.", "saw it.", True),
        ("next!=$", "saw it!", False),
        ("next=,", "it, too", True),
        ("next=of,,", "it, too", True),
        ("prev=^", "it is", True),
        ("prev!=^", "saw it", True),
        ("prev!=the next2=end", "it is end", True),
        ("prev!=the next2=end", "the it is end", False),
        ("sure", "it", True),
        ("", "it", True),
    ],
)
def test_conditions_on_words(condition, text, holds):
    assert parsed(condition).holds_around(around(text, "it")) is holds


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("tag=VBD", True),
        ("tag=VBN,VBG", False),
        ("tag=VB*", True),
        ("tag!=VB*", False),
        ("nexttag=DT", True),
        ("prevtag=NN*", True),
        ("prevtag!=NN* tag=VBD", False),
    ],
)
def test_conditions_on_tags(condition, holds):
    [sentence] = parser_for().tagged(["The children left the house."])
    assert parsed(condition).holds_in(sentence, 2) is holds


@pytest.mark.parametrize("condition", ["next", "next=", "nextt=a", "sure=1", "tag!", "pos=NN"])
def test_conditions_that_are_none(condition):
    with pytest.raises(ValueError, match="no test"):
        parsed(condition)
