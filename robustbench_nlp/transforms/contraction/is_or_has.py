"""Is 's `is` or `has`, or a slip for "its"?"""

from __future__ import annotations

import re

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.language.parse.word import Sentence
from robustbench_nlp.transforms.contraction.forms import Match, after_adverbs, next_words, word_before
from robustbench_nlp.transforms.contraction.long_form import spelt_out
from robustbench_nlp.transforms.contraction.undecided import Undecided, index_after
from robustbench_nlp.transforms.contraction.words import (
    ADJECTIVES,
    AFTER_ADJECTIVE,
    AFTER_IS,
    ARTICLES,
    COLLOQUIAL,
    INTENSIFIERS,
    IRREGULAR_PARTICIPLES,
    ITS_NOT_IT_IS,
    NOUNS_IN_ING,
    PASSIVE,
    PREDICATE_NOUNS,
)

HAS = frozenset("been got had".split())
ASKING = frozenset("what where how".split())
PLACES = frozenset("there here where".split())
MISSPELT = frozenset("it who he".split())
"""With 's these are sometimes meant as possessives."""
AFTER_IS_TAGS = frozenset("JJ JJR JJS VBG NN NNS NNP NNPS DT PDT CD IN TO EX PRP PRP$ WP WP$ WRB WDT $".split())
"""What may follow `is` but is no participle."""
AMOUNT_NOUNS = frozenset("lot couple number dozen hundred thousand million".split())
AMOUNT = re.compile(rf" an? (?:[a-z]+ )?(?:few|many|{'|'.join(sorted(AMOUNT_NOUNS))})\b", re.IGNORECASE)
"""An article does not make these singular: "a few scenes", "a whole lot of people"."""
NOUN_PHRASE_TAGS = frozenset("DT PDT CD JJ JJR JJS PRP$ NN NNS NNP NNPS POS VBG RB IN".split())


def is_or_has(text: str, match: Match) -> Edit | Undecided | None:
    """Decided by what follows the adverbs; a participle can follow both, so there the form stays."""
    host = match["host"].lower()
    before = word_before(text, match.start())
    first, second = next_words(text, match.end())
    # "the Who's hits", "it's own", "lost it's charm"
    slip = first == "own" or before in ITS_NOT_IT_IS if host == "it" else before in ARTICLES | {"the"}
    if slip or first in COLLOQUIAL:
        return None
    deciding = after_adverbs(text, match.end())
    if deciding in HAS:
        return spelt_out(match, "has")
    if deciding in PASSIVE and deciding == first:
        return spelt_out(match, "is") if second == PASSIVE[first] and host not in ASKING | PLACES else None
    counted = host in PLACES and AMOUNT.match(text, match.end()) is not None
    if not counted and _surely_is(host, first, second, deciding):
        return spelt_out(match, "is")
    return Undecided(match.start(), match.end(), match, _settle, parsed=False)


def _surely_is(host: str, first: str, second: str, deciding: str) -> bool:
    if host in PLACES:
        return deciding in ARTICLES and first == deciding
    if host in ASKING:
        return deciding in ADJECTIVES
    if deciding in AFTER_IS:
        # "it's clever plot" is a slip for "its", "it's clever" is not.
        return not (host in MISSPELT and first in ADJECTIVES and second and second not in AFTER_ADJECTIVE)
    # Nothing but an adjective can follow very and too: "it's very loved" cannot be "has".
    # "It's only redeeming feature" is a slip as well.
    ing = deciding.endswith("ing") and len(deciding) > 4 and deciding not in NOUNS_IN_ING
    return (ing and first not in {"only", "most"}) or first in {"very", "too"}


def _settle(match: Match, sentence: Sentence, start: int) -> Edit | None:
    at = index_after(match, sentence, start)
    host = match["host"].lower()
    if host in MISSPELT and at and sentence[at - 1].tag == "POS":
        return None
    adverbs = set()
    while at < len(sentence) and sentence[at].tag in {"RB", "RBR", "RBS", "``"}:
        adverbs.add(sentence[at].text.lower())
        at += 1
    rest = sentence[at:]
    if not rest:
        return None
    if rest[0].text.lower() in HAS:
        return spelt_out(match, "has")
    return spelt_out(match, "is") if _can_be_is(host, adverbs, rest) else None


def _can_be_is(host: str, adverbs: set[str], rest: Sentence) -> bool:
    """Is this surely the predicate of `is`, and grammatical in the long form?"""
    tag, word = rest[0].tag, rest[0].text.lower()
    if not tag[:1].isalpha():
        return "not" in adverbs
    if tag not in AFTER_IS_TAGS:
        return False
    participle = word.endswith("ed") or word in IRREGULAR_PARTICIPLES
    return not (
        (participle and not adverbs & INTENSIFIERS)
        or (host in PLACES and _plural(rest))
        or (host in ASKING and _asks(rest))
        or (host in MISSPELT and adverbs <= {"only", "most"} and _bare_noun(rest))
    )


def _plural(rest: Sentence) -> bool:
    """Is what is there more than one? "There's two" has no long form that is grammatical."""
    for i, word in enumerate(rest):
        if word.text.lower() in {"them", "few", "many"}:
            return True
        if word.tag not in NOUN_PHRASE_TAGS:
            return False
        if word.text.lower() in AMOUNT_NOUNS and i + 1 < len(rest) and rest[i + 1].text.lower() in {"of", "more"}:
            continue
        if word.tag in {"NNS", "NNPS"} or (word.tag == "CD" and word.text.lower() not in {"one", "1"}):
            return True
        if word.tag in {"NN", "NNP"} and (i + 1 == len(rest) or not rest[i + 1].tag.startswith(("NN", "POS"))):
            return False
    return False


def _asks(rest: Sentence) -> bool:
    """Does a subject follow, and a verb behind it? "What's he do" is `does`, "what's he done" is `has`."""
    return not rest[0].tag.startswith(("JJ", "VBG", "IN")) and any(
        word.tag in {"VB", "VBP", "VBN", "VBD"} for word in rest[1:]
    )


def _bare_noun(rest: Sentence) -> bool:
    """A noun without article, as in "it's plot" or "who's clever plot": a slip for "its" and "whose"."""
    noun = next((word for word in rest if not word.tag.startswith(("JJ", "VBG"))), rest[-1])
    return noun.tag in {"NN", "NNS"} and noun.text.lower() not in PREDICATE_NOUNS
