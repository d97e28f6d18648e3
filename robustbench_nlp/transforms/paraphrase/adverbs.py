"""P3: a sentence adverb goes from the front to the end, or from the end to the front."""

from __future__ import annotations

import re

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.transforms.paraphrase.tree import Tree, capitalised, decapitalised

_ADVERBS = (
    "overall unfortunately honestly fortunately sadly luckily thankfully however apparently obviously frankly "
    "ironically admittedly surprisingly understandably regrettably hopefully".split()
)
_PHRASES = ("of course", "in my opinion", "in my view", "in fact", "by the way", "to be honest", "in my humble opinion")
_ANY = "|".join([*_ADVERBS, *_PHRASES])
FRONT = re.compile(rf"(?:{_ANY}), (?=[\w'’])", re.IGNORECASE)
END = re.compile(rf", ({_ANY})(?=[.!]\Z)")
LONGEST = 22
"""Words of a sentence in which an adverb at the end is still felt to belong to the whole."""

OTHER_CLAUSES = frozenset("advcl conj relcl parataxis".split())
CONTRAST = frozenset("but although though yet while whereas".split())


def is_candidate(sentence: str) -> bool:
    """Cheap: could the rule apply?"""
    return FRONT.match(sentence) is not None or END.search(sentence) is not None


def moved_adverb(tree: Tree) -> Edit | None:
    """The edit that moves the adverb, in offsets of the sentence; None where the rule does not apply."""
    sentence, words = tree.sentence, tree.words
    if words[-1].text not in {".", "!"} or len(words) > LONGEST or sentence[0].islower():
        return None
    front = FRONT.match(sentence)
    end = END.search(sentence)
    if (front is None) is (end is None):
        return None
    start, stop = (front.end(), words[-1].start) if front else (0, end.start() if end else 0)
    inside = [i for i, word in enumerate(words) if start <= word.start < stop]
    if len(inside) < 3 or not _is_simple(tree, inside):
        return None
    rest = sentence[start:stop]
    if not rest[-1].isalnum():
        return None
    if front:
        new = f"{capitalised(rest)}, {sentence[0].lower()}{front[0][1:-2]}"
        return Edit(0, stop, sentence[:stop], new, "P3 end")
    assert end is not None
    new = f"{capitalised(end[1])}, {decapitalised(rest, words[0])}"
    return Edit(0, end.end(), sentence[: end.end()], new, "P3 front")


def _is_simple(tree: Tree, inside: list[int]) -> bool:
    """One clause, its subject first: nothing else is in front, and no second clause could claim the adverb."""
    subject = tree.subject(tree.root) if tree.root in inside else -1
    whole_subject = tree.span(subject) if subject >= 0 else None
    if whole_subject is None or whole_subject[0] != inside[0] or subject > tree.root:
        return False
    return not any(
        (tree.words[i].dep in OTHER_CLAUSES and tree.is_verb(i)) or tree.lower[i] == "," or tree.lower[i] in CONTRAST
        for i in inside
    )
