from __future__ import annotations

import subprocess
import sys

import pytest

from robustbench_nlp.language.articles import article
from robustbench_nlp.language.inflection import inflected, lemma_of
from robustbench_nlp.language.valence import valence


@pytest.mark.parametrize(
    ("lemma", "tag", "form"),
    [
        ("buy", "VBZ", "buys"),
        ("begin", "VBD", "began"),
        ("start", "VBN", "started"),
        ("child", "NNS", "children"),
        ("kid", "NNS", "kids"),
        ("sheep", "NNS", "sheep"),
        ("funny", "JJR", "funnier"),
        ("film", "NN", "film"),
        ("have", "VBZ", "has"),
        ("laughter", "NNS", None),
        ("equipment", "NNS", None),
        ("money", "NNS", None),
        ("beauty", "NNS", "beauties"),
        ("terrible", "JJS", None),
        ("quickly", "RBR", None),
        ("be", "VBD", None),
        ("film", "NNP", None),
        ("movie", "CD", None),
    ],
)
def test_inflected(lemma, tag, form):
    assert inflected(lemma, tag) == form


def test_lemma_of():
    assert lemma_of("took", "VBD") == "take"
    assert lemma_of("kids", "NNS") == "kid"
    assert lemma_of("zzzz", "NN") is None


@pytest.mark.parametrize("word", "hour MBA X-ray honest 8 11 18 80 11,000 18th SUV FBI idea heir NGO one-".split()[:-1])
def test_an(word):
    assert article(word) == "an"


@pytest.mark.parametrize(
    "word", ["unicorn", "one-off", "UFO", "110", "180", "1", "NASA", "car", "European", "useful", ""]
)
def test_a(word):
    assert article(word) == "a"


def test_valence_whatever_the_case():
    assert valence("Good") == valence("good") == 1.9
    assert valence("horrible") < -2
    assert valence("table") == 0


def test_nothing_of_this_imports_spacy():
    code = (
        "import sys\nfrom robustbench_nlp.language import inflection, articles, valence\n"
        "inflection.inflected('take', 'VBD'), articles.article('hour'), valence.valence('good')\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"spacy", "lemminflect", "vaderSentiment", "nltk"} & set(done.stdout.split())
