"""P4, off by default until it is audited: that left out after a verb of thinking, which and that, the dative.

"I think that it works" to "I think it works"; "a film which works" to "a film that works"; "gave him a book" to "gave a
book to him". The other changes of construction (passive, of-genitive, there-insertion) are not built.
"""

from __future__ import annotations

import re

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.transforms.paraphrase.tree import Tree

CANDIDATE = re.compile(
    r"\b(?:(?:think|thinks|thought|believe|believes|hope|guess|suppose) that|[a-z]+ which"
    r"|(?:give|gives|gave|send|sends|sent|lend|lends|lent|show|shows|showed) (?:me|us|him|her|them|you)"
    r" (?:a|an|the|his|her))\b"
)
THINKING = frozenset("think believe hope guess suppose".split())
GIVING = frozenset("give send lend show".split())
NO_DATIVE = frozenset(
    """chance break look idea time run creep chill hand headache impression sense feeling credit kick hug kiss try shot
    go call smile push pause reason way thing""".split()
)
"""Things that are given in one order only: "gave it a try"."""


def without_that(tree: Tree) -> Edit | None:
    """Leaves out `that` between a verb of thinking and a clause that begins with its subject."""
    words = tree.words
    for i, word in enumerate(words[1:-2], 1):
        clause = word.head
        if (
            tree.lower[i] == "that"
            and word.dep == "mark"
            and words[clause].dep == "ccomp"
            and words[clause].head == i - 1
            and words[i - 1].lemma in THINKING
            and words[i + 1].tag in {"PRP", "DT", "NNP", "PRP$"}
            and tree.lower[i + 1] not in {"that", "this", "those", "these"}
        ):
            return Edit(word.start, words[i + 1].start, tree.sentence[word.start : words[i + 1].start], "", "P4 that")
    return None


def relative_that(tree: Tree) -> Edit | None:
    """`that` for `which` at the head of a defining relative clause, right after its noun."""
    words = tree.words
    for i, word in enumerate(words[1:-2], 1):
        if (
            tree.lower[i] == "which"
            and word.dep in {"nsubj", "dobj"}
            and words[word.head].dep == "relcl"
            and words[word.head].head == i - 1
            and words[i - 1].tag in {"NN", "NNS"}
        ):
            return Edit(word.start, word.end, word.text, "that", "P4 which")
    return None


def dative(tree: Tree) -> Edit | None:
    """Verb, pronoun, thing, to verb, thing, to, pronoun; the thing is a short noun phrase."""
    words = tree.words
    for i, word in enumerate(words[:-3]):
        person, thing = tree.child(i, "dative"), tree.child(i, "dobj")
        if word.lemma not in GIVING or person != i + 1 or thing < 0 or words[person].tag != "PRP":
            continue
        whole = tree.span(thing)
        if whole is None or whole[0] != i + 2 or len(whole) > 4 or words[thing].tag not in {"NN", "NNS"}:
            continue
        if words[thing].lemma in NO_DATIVE or any(words[j].tag.startswith(("V", "W", "IN")) for j in whole):
            continue
        old = tree.text(person, whole[-1])
        new = f"{tree.text(whole[0], whole[-1])} to {words[person].text}"
        return Edit(words[person].start, words[whole[-1]].end, old, new, "P4 dative")
    return None


RULES = (without_that, relative_that, dative)
