"""Which forms of the table need no tagger: those that real texts hardly ever have in another use.

    python tools/synonyms/sure_forms.py REVIEWS.parquet [TEXTS]

takes evenly spaced texts (8,000, if not told otherwise) of a Parquet file with a column `text`, finds the words that
the transform could replace if its tagger agrees, asks the tagger about all of them, and writes `sure_forms.tsv`:
surface form, tags, condition, and the words behind and before which it is sure. `*` is everywhere: it passed SHARE of
at least SEEN questions. `-` in front says that it must not be used elsewhere: it passed less than SELDOM. Beside a
word it is sure where it passed there without fail, and either often enough, or as forms with these tags and tests
generally do. No text is written. Run build.py afterwards.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from build import ANYWHERE, ELSEWHERE_NEVER, SURE_FORMS, TABLE, Entry, entries

from robustbench_nlp.language.parse.shared import parser_for
from robustbench_nlp.transforms.synonym.context import Context, context_of
from robustbench_nlp.transforms.synonym.draft import fits, index_of
from robustbench_nlp.transforms.synonym.sites import Site, View, find_sites

TEXTS = 8000
AT_ONCE = 500
SEEN = 15
SHARE = 0.98
SEEN_BESIDE = 8
MOSTLY = 0.75
SELDOM = 0.25
GENERALLY = 40
"""Questions about forms with the same tags and tests beside the same word."""

Key = tuple[str, str, str]
Answers = Counter[tuple[str, str, bool]]
"""How often a form stood between two words, and passed or failed."""


def main(file: str, texts: int = TEXTS) -> None:
    """Write the file."""
    import pyarrow.parquet as pq

    column = pq.read_table(file, columns=["text"])["text"]
    some = column.take(list(range(0, len(column), max(1, len(column) // texts)))).to_pylist()
    found: dict[str, list[Entry]] = {}
    for entry in entries(TABLE.read_text("utf-8").splitlines()):
        found.setdefault(entry.surface, []).append(entry)
    counts: dict[Key, Answers] = {}
    for at in range(0, len(some), AT_ONCE):
        count(some[at : at + AT_ONCE], found, counts)
    sure = sure_beside(counts)
    model = parser_for().model
    head = (
        f"# Written by tools/synonyms/sure_forms.py from {len(some):,} texts, tagged by {model.name} {model.version}.\n"
        "# Surface form, tags, condition, words behind which it is sure (* all, - no others), words before which.\n"
    )
    lines = ("\t".join((*key, *words)) + "\n" for key, words in sorted(sure.items()))
    SURE_FORMS.write_text(head + "".join(lines), "utf-8")
    spared = sum(n for key, seen in counts.items() for where, n in seen.items() if is_sure(sure.get(key), *where[:2]))
    total = sum(map(Counter.total, counts.values()))
    print(f"{len(sure)} of {len(counts)} forms; {spared / max(1, total):.0%} of {total:,} questions need not be asked")


def count(texts: list[str], found: dict[str, list[Entry]], counts: dict[Key, Answers]) -> None:
    """Add the answers about the words of these texts."""
    asked = [question for text in texts for question in questions(text, found)]
    tagged = parser_for().tagged([question.sentence for question in asked])
    for (site, start, context, _), words in zip(asked, tagged, strict=True):
        at = index_of(words, site, start)
        of_forms = {(form.tags, form.condition): at >= 0 and fits(form, words, at) for form in site.forms}
        for (tags, condition), passed in of_forms.items():
            key = site.word.lower(), ",".join(tags), condition
            counts.setdefault(key, Counter())[context.prev, context.next, passed] += 1


class Question(NamedTuple):
    """A site, where its sentence starts, what stands around it, and the sentence."""

    site: Site
    start: int
    context: Context
    sentence: str


def questions(text: str, found: dict[str, list[Entry]]) -> Iterator[Question]:
    """One for each site."""
    view = View(text)
    forms = {surface: tuple(entry.form for entry in some) for surface, some in found.items()}
    spans = iter(view.sentences)
    start = end = 0
    for site in find_sites(view, forms.get):
        while end <= site.start:
            start, end = next(spans)
        if start <= site.start:
            context = context_of(text, view.blanked, site.start, site.start + len(site.word))
            yield Question(site, start, context, text[start:end])


def sure_beside(counts: dict[Key, Answers]) -> dict[Key, tuple[str, str]]:
    """For each form that is ever sure, the words behind which and those before which; with the signs."""
    shares = {key: sum(n for (*_, passed), n in seen.items() if passed) / seen.total() for key, seen in counts.items()}
    found = {key: (ANYWHERE, "") for key, seen in counts.items() if seen.total() >= SEEN and shares[key] >= SHARE}
    unsure = {key: seen for key, seen in counts.items() if key not in found}
    sides = [words_beside(unsure, shares, side) for side in (0, 1)]
    for key, seen in unsure.items():
        behind, before = sides[0].get(key, ""), sides[1].get(key, "")
        if seen.total() >= SEEN and shares[key] < SELDOM:
            behind = ELSEWHERE_NEVER + behind
        if behind or before:
            found[key] = behind, before
    return found


def words_beside(unsure: dict[Key, Answers], shares: dict[Key, float], side: int) -> dict[Key, str]:
    """The words on one side (0: the word stands behind them) that leave no doubt."""
    own: dict[Key, Answers] = {key: Counter() for key in unsure}
    general: Answers = Counter()
    for key, seen in unsure.items():
        for answer, n in seen.items():
            own[key][answer[side], "", answer[2]] += n
            if shares[key] >= SELDOM:
                general[answer[side], alike(key), answer[2]] += n
    found = {}
    for key, seen in own.items():
        words = []
        for word in sorted({word for word, *_ in seen}):
            good, bad = general[word, alike(key), True], general[word, alike(key), False]
            generally = good + bad >= GENERALLY and good >= SHARE * (good + bad) and shares[key] >= MOSTLY
            if not seen[word, "", False] and (generally or seen[word, "", True] >= SEEN_BESIDE):
                words.append("" if word == "," else word)
        if words:
            found[key] = ",".join(words) or ","
    return found


def alike(key: Key) -> str:
    """What forms have in common that pass or fail alike: their tags, and the tests on tags."""
    _, tags, condition = key
    return f"{tags} {[part for part in condition.split() if 'tag' in part.partition('=')[0]]}"


def is_sure(words: tuple[str, str] | None, prev: str, behind: str) -> bool:
    """Need the tagger not be asked between these two words?"""
    if not words:
        return False
    return (
        words[0] == ANYWHERE
        or prev in words[0].removeprefix(ELSEWHERE_NEVER).split(",")
        or behind in words[1].split(",")
    )


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
