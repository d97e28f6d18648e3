"""The inflected forms of the reviewed table, ready to be looked up: nothing is inflected when a text is rewritten.

`forms.tsv` is written by tools/synonyms/build.py from `table.tsv`. One line per form and replacement: surface form,
Penn tags, replacement, pair of lemmas, article of the replacement where the form takes the other one, valence of the
replacement less that of the form, condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "forms.tsv"
MOST_VALENCE = 1.5
"""The ratings of the edited words of a text may not rise by this much, nor fall, let alone that of one word."""


class Form(NamedTuple):
    """What may be written in place of a surface form, in lower case.

    tags     Penn tags of the surface form for which this holds
    pair     both lemmas, the same in both directions
    article  `a` or `an` where the replacement takes that and the surface form the other, else ""
    valence  how much the rating of the word rises
    """

    new: str
    tags: tuple[str, ...]
    pair: str
    article: str = ""
    valence: float = 0.0
    condition: str = ""

    @property
    def sure(self) -> bool:
        """Can it be used without a tagger?"""
        return self.condition.startswith("sure")

    @property
    def pos(self) -> str:
        """The first letter of its tags: N, V, J or R."""
        return self.tags[0][0]


Lookup = Callable[[str], "Sequence[Form] | None"]
"""From a word in lower case to its forms; None or empty where it has none."""


@cache
def reviewed() -> dict[str, tuple[Form, ...]]:
    """All forms of the table by surface form."""
    return read(FILE.read_text("utf-8").splitlines())


def read(lines: Iterable[str]) -> dict[str, tuple[Form, ...]]:
    """What `written` wrote."""
    found: dict[str, tuple[Form, ...]] = {}
    for line in lines:
        if line[:1] != "#":
            surface, tags, new, pair, article, valence, condition = line.split("\t")
            form = Form(new, tuple(tags.split(",")), pair, article, float(valence or 0), condition)
            found[surface] = (*found.get(surface, ()), form)
    return found


def written(surface: str, form: Form) -> str:
    """One line of the file."""
    rise = f"{form.valence:.1f}" if form.valence else ""
    return "\t".join((surface, ",".join(form.tags), form.new, form.pair, form.article, rise, form.condition))
