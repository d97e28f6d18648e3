"""Inflected forms of English words and the way back, by the tables of lemminflect.

lemminflect 0.2.3 (Brad Jascob, MIT) holds forms derived from the SPECIALIST Lexicon of the US National Library of
Medicine. Its two tables are read from the installed distribution. Its package is not imported, because that imports
spaCy and extends its tokens; its rules for words in no table are not used, because they make up forms.
"""

from __future__ import annotations

import gzip
import importlib.metadata
from functools import cache, lru_cache

from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.language.frequency import COMMON_ZIPF, common_words, zipf

DISTRIBUTION = "lemminflect"
CATEGORY = {"N": "noun", "V": "verb", "J": "adj", "R": "adv"}
FORMS = {"noun": ("NNS",), "verb": ("VBD", "VBN", "VBG", "VBZ"), "adj": ("JJR", "JJS"), "adv": ("RBR", "RBS")}
"""The columns of the table behind the lemma, by the first letter of a Penn tag's category."""
BASE = frozenset(["NN", "VB", "VBP", "JJ", "RB"])
LIKE_PAST = "VBN"
PLURAL = "NNS"
MASS_NOUN = 1.9
"""Difference in Zipf frequency between singular and plural. "airs" is at 1.86, "equipments" at 2.01."""
BE = {"VBZ": "is", "VBG": "being", "VBN": "been"}
"""It is in no table; its other forms depend on the person."""


@lru_cache(maxsize=16384)
def inflected(lemma: str, tag: str) -> str | None:
    """The form of a lower-case lemma with that Penn tag, or None where there is none that people use.

    Forms rarer than once in three million words are rejected: "laughters" and "terriblest" are well-formed and wrong.
    So are plurals a hundred times as rare as the singular ("equipments", "moneys"): the noun is a mass noun. Nor is a
    form given that looks like the lemma where another is the usual one: "kid" is no plural. `ResourceMissing` where
    lemminflect is not installed.
    """
    if lemma == "be" and tag.startswith("VB") and tag != "VB":
        return BE.get(tag)
    if tag in BASE:
        return lemma
    category = CATEGORY.get(tag[:1], "")
    columns = _table("infl_lu").get(f"{lemma},{category}", "").split(",")
    if tag not in FORMS.get(category, ()):
        return None
    place = FORMS[category].index(tag)
    forms = columns[place] if place < len(columns) else ""
    if not forms and tag == LIKE_PAST:
        forms = columns[0]
    first, *others = forms.split("/")
    for form in (first, *(other for other in others if other != lemma)):
        if form in common_words(COMMON_ZIPF) and not (tag == PLURAL and zipf(lemma) - zipf(form) > MASS_NOUN):
            return form
    return None


@lru_cache(maxsize=16384)
def lemma_of(form: str, tag: str) -> str | None:
    """The base form of a lower-case word with that Penn tag (or N, V, J, R), or None where it is in no table."""
    lemmas = _table("lemma_lu").get(f"{form},{CATEGORY.get(tag[:1], '')}", "")
    return lemmas.split("/")[0] or None


@cache
def _table(name: str) -> dict[str, str]:
    """From "word,category" to what stands behind it."""
    try:
        path = importlib.metadata.distribution(DISTRIBUTION).locate_file(f"lemminflect/resources/{name}.csv.gz")
        with gzip.open(str(path), "rt", encoding="utf-8") as lines:
            content = lines.read()
    except (importlib.metadata.PackageNotFoundError, OSError, EOFError) as error:
        raise ResourceMissing("the inflection tables are not installed", f"pip install {DISTRIBUTION}") from error
    rows = (line.split(",", 2) for line in content.split("\n"))
    return {f"{row[0]},{row[1]}": row[2] for row in rows if len(row) == 3}
