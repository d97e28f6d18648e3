"""Writes the inflected forms of the reviewed synonym table.

    python tools/synonyms/build.py            writes forms.tsv from table.tsv in robustbench_nlp/transforms/synonym
    python tools/synonyms/build.py --check    says whether it is what the table gives; exit code 1 where it is not

A form needs no tagger where its row says `sure`, and where `sure_forms.tsv` (written by sure_forms.py) says that real
texts hardly ever have it in another use: at all under its condition, or beside certain words. Of a form that is mostly
something else ("near" as a verb) nothing else is used, because a tagger's errors would be most of what it lets through.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from robustbench_nlp.transforms.synonym.conditions import SURE, parsed
from robustbench_nlp.transforms.synonym.forms import FILE, Form, written
from robustbench_nlp.transforms.synonym.inflect import TAGS, pair_forms

TABLE = FILE.with_name("table.tsv")
SURE_FORMS = Path(__file__).with_name("sure_forms.tsv")
ANYWHERE, ELSEWHERE_NEVER = "*", "-"
HEAD = (
    "# Written by tools/synonyms/build.py from table.tsv; do not edit. Columns: see forms.py. Licence: see table.tsv.\n"
)


class Row(NamedTuple):
    """A pair of the table."""

    lemma: str
    pos: str
    synonym: str
    condition: str


class Entry(NamedTuple):
    """A form that has no `sure` yet, and whether its row has it."""

    surface: str
    form: Form
    declared: bool

    @property
    def key(self) -> tuple[str, str, str]:
        """What a measurement is about."""
        return self.surface, ",".join(self.form.tags), self.form.condition


def rows(lines: Iterable[str]) -> Iterator[Row]:
    """The pairs; `ValueError` names the line that is none."""
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = line.rstrip("\n").split("\t")
        row = Row(*(columns + [""] * 4)[:4])
        letters = row.lemma + row.synonym
        words_fit = letters.isalpha() and letters.islower() and letters.isascii() and row.lemma != row.synonym
        if len(columns) > 4 or row.pos not in TAGS or not (row.synonym and words_fit):
            raise ValueError(f"line {number} is no pair: {line!r}")
        try:
            parsed(row.condition)
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from error
        yield row


def entries(table: Iterable[str]) -> list[Entry]:
    """All forms of the table; a row's `sure` does not hold for forms that another lemma of the table has as well."""
    found = [
        (surface, row, form)
        for row in rows(table)
        for surface, form in pair_forms(row.lemma, row.pos, row.synonym, f"{SURE} {row.condition}")
    ]
    lemmas: dict[str, set[tuple[str, str]]] = {}
    for surface, row, _ in found:
        lemmas.setdefault(surface, set()).add((row.lemma, row.pos))
    return [
        Entry(
            surface,
            form._replace(condition=form.condition.removeprefix(SURE).strip()),
            form.sure and parsed(row.condition).sure and len(lemmas[surface]) == 1,
        )
        for surface, row, form in found
    ]


def measured(lines: Iterable[str]) -> dict[tuple[str, str, str], tuple[str, str]]:
    """For each measured form, the words behind and before which it is sure; see sure_forms.py for `*` and `-`."""
    columns = (line.split("\t") for line in lines if not line.startswith("#"))
    return {(surface, tags, condition): (prev, behind) for surface, tags, condition, prev, behind in columns}


def built(table: Iterable[str], sure_forms: Iterable[str]) -> str:
    """The content of forms.tsv."""
    known = measured(sure_forms)
    lines = set()
    for entry in entries(table):
        prev, behind = (ANYWHERE, "") if entry.declared else known.get(entry.key, ("", ""))
        for condition in split(entry.form.condition, prev, behind):
            lines.add(written(entry.surface, entry.form._replace(condition=condition)) + "\n")
    return HEAD + "".join(sorted(lines))


def split(condition: str, prev: str, behind: str) -> list[str]:
    """Conditions of which exactly one holds where the given one does: those that are sure, and the rest."""
    if prev == ANYWHERE:
        return [f"{SURE} {condition}".strip()]
    found = []
    rest = condition
    for place, words in (("prev", prev.removeprefix(ELSEWHERE_NEVER)), ("next", behind)):
        if words:
            found.append(f"{SURE} {place}={words} {rest}".strip())
            rest = f"{place}!={words} {rest}".strip()
    return found if prev.startswith(ELSEWHERE_NEVER) else [*found, rest]


def main(arguments: list[str]) -> int:
    """Write or check the file."""
    sure_forms = SURE_FORMS.read_text("utf-8").splitlines() if SURE_FORMS.exists() else []
    content = built(TABLE.read_text("utf-8").splitlines(), sure_forms)
    if "--check" in arguments:
        same = FILE.read_text("utf-8") == content
        print("forms.tsv is what the table gives" if same else "forms.tsv is stale: run tools/synonyms/build.py")
        return 0 if same else 1
    FILE.write_text(content, "utf-8")
    print(f"{content.count(chr(10)) - 1} forms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
