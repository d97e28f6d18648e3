"""What holds of every registered transform on texts that were put together to break it."""

from __future__ import annotations

import dataclasses
import random
import re
from functools import cache
from typing import get_args, get_type_hints

import pytest

from robustbench_nlp.core.claims import Cost
from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.spans import blanked
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.plugin.factory import load_factory
from robustbench_nlp.testing.texts import ORDINARY

SPECS = {entry.spec.name: entry.spec for entry in load_catalog(allow="").transforms()}
WORDS = """wonderful movie isn't can't don’t it's IT'S He'd is not cannot was good hated the never actors and film film.
    DVDs WORST! well-made a I little just they'll because began in order to: children, Straße naïve ΟΔΥΣΣΕΥΣ""".split()
PROTECTED_PIECES = (
    "<br />",
    "<br/>",
    "<BR>",
    '<a href="http://a.org/it is good?x=1&y=2">',
    "<b><i>isn't</i></b>",
    "<p class='a very good film'>",
    "http://example.org/don't/stop",
    "www.imdb.com/title",
    "rottentomatoes.com",
    "me@example.org",
    "@somebody_good",
    "#wonderful",
    "&quot;",
    "&#39;",
    "`the good film isn't bad`",
)
ODD = (
    *"\u200d\u0301\u0300\ufe0f\u200b\u00ad\u202e\u2028\u00a0\ufeff\x00\t\n\r'’`\"<>&;#@.!?-()",
    "👩‍👩‍👧‍👦",
    "👍🏽",
    "🇩🇪",
    "e\u0301",
    "a\u0328\u0301",
    "היה נהדר",
    "لم يعجبني",
    "這部電影不好看",
    "\r\n",
    "<br",
    "</",
    "&#",
    "n't",
    "'s",
    "...",
    "7.5/10",
    "12:30pm",
)
MARKUP = re.compile(r"<[A-Za-z/!][^<>]{0,200}>")


def hostile(seed: int) -> str:
    """Pieces of all kinds, glued together as often as not; what is protected likes to stand first and last."""
    draw = random.Random(seed)
    kinds = (WORDS, WORDS, WORDS, ORDINARY, PROTECTED_PIECES, ODD)
    pieces = [draw.choice(draw.choice(kinds)) for _ in range(draw.randrange(1, 40))]
    if draw.random() < 0.3:
        pieces = [draw.choice(PROTECTED_PIECES), *pieces, draw.choice(PROTECTED_PIECES)]
    return "".join(piece + draw.choice(("", " ", " ", "  ")) for piece in pieces).strip(draw.choice(("", " ")))


@cache
def texts(n: int) -> list[Text]:
    return [Text(str(i), hostile(i)) for i in range(n)]


def all_params(name: str) -> list:
    """The defaults, and every mode and layout with everything edited that can be."""
    spec = SPECS[name]
    if spec.params is None:
        return [None]
    hints = get_type_hints(spec.params)
    choices = [
        {field.name: choice}
        for field in dataclasses.fields(spec.params)
        if field.name in {"mode", "layout", "syntax"}
        for choice in get_args(hints[field.name])
    ]
    return [spec.params(), *(spec.params(rate=1.0, **choice) for choice in choices or [{}])]


CASES = [(name, params) for name in SPECS for params in all_params(name)]
NAMES = [f"{name}-{i}" for name in SPECS for i, _ in enumerate(all_params(name))]
N, N_IF_SLOW = 300, 60


@cache
def pairs(name: str, params) -> list[tuple[str, Rewrite | None]]:
    some = texts(N if SPECS[name].cost is Cost.CHEAP else N_IF_SLOW)
    return [(text.text, result) for text, result in zip(some, rewritten(name, params, some), strict=True)]


def rewritten(name: str, params, some: list[Text]) -> list[Rewrite | None]:
    make = load_factory(SPECS[name].make, name)
    return list(make(params).rewrite(some, [rng_for(0, name, text.id) for text in some]))


@pytest.mark.parametrize(("name", "params"), CASES, ids=NAMES)
def test_edits_replay_on_text_that_stays_text(name, params):
    assert any(result for _, result in pairs(name, params)) or SPECS[name].control
    for text, result in pairs(name, params):
        if result is not None:
            assert apply_edits(text, result.edits) == result.text != text
            assert all(edit.old != edit.new for edit in result.edits)
            assert text.count("\0") == result.text.count("\0")
            result.text.encode()


@pytest.mark.parametrize(("name", "params"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_markup_addresses_and_code_are_spared(name, params):
    for text, result in pairs(name, params):
        if result is not None:
            view = blanked(text)
            assert MARKUP.findall(text) == MARKUP.findall(result.text)
            for edit in result.edits:
                assert view[edit.start : edit.end] == edit.old, edit


@pytest.mark.parametrize(("name", "params"), CASES, ids=NAMES)
def test_a_text_is_rewritten_alike_in_whatever_company(name, params):
    some = texts(N_IF_SLOW)
    together = rewritten(name, params, some)
    assert together == rewritten(name, params, some[::-1])[::-1]
    assert together[::10] == [result for text in some[::10] for result in rewritten(name, params, [text])]
