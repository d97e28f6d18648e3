"""P2: "A and B" becomes "B and A", where neither has company and the pair is not a set phrase."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.transforms.paraphrase.tree import Tree

FILE = Path(__file__).parent / "binomials.txt"

_FUNCTION_WORDS = """the a an this that these those my your his her its our their i you he she it we they there here
then so when if as in on at of to for with by from is are was were be been being am do does did has have had can could
will would should may might must who which what where how why because also even yet some any every all both more most
much many other others such only just too very really quite always never again now up down out off over about into not
no or and but than like one two three""".replace("\n", " ")
_SIDE = rf"(?!(?:{'|'.join(_FUNCTION_WORDS.split())})\b)[a-z]{{3,}}"
CANDIDATE = re.compile(rf"(?<![\w'’-]){_SIDE} and {_SIDE}\b(?![-'’/])")

TAGS = frozenset(["NN", "NNS", "JJ"])
MAY_PRECEDE_NOUN = frozenset("the its his her my your our their".split())
VAGUE = frozenset(
    """nice good kind kinds sort sorts type types lot lots bit bits thing things stuff way ways time times year years
    number whole own main certain various several different same similar last next first second third final former
    latter old new total complete full plain pure sheer great better best worse worst half everything something nothing
    anything more less further later earlier able due ready likely""".split()
)
"""Words with which the order matters, or which a tagger takes for what they are not."""
MUST_NOT_FOLLOW = frozenset("of that who which whose where when to than and or as for - / (".split())


@cache
def set_pairs() -> frozenset[frozenset[str]]:
    """Pairs that are not turned round, in either order."""
    lines = FILE.read_text("utf-8").splitlines()
    return frozenset(frozenset(line.split()) for line in lines if line and not line.startswith("#"))


def swapped_pair(tree: Tree) -> Edit | None:
    """The edit that swaps the first pair that may be swapped, in offsets of the sentence; None where there is none."""
    for match in CANDIDATE.finditer(tree.sentence):
        for i, word in enumerate(tree.words[:-3]):
            if word.start == match.start() and tree.lower[i + 1] == "and" and _may_swap(tree, i, i + 2):
                first, second = word.text, tree.words[i + 2].text
                old = tree.text(i, i + 2)
                return Edit(word.start, tree.words[i + 2].end, old, f"{second} and {first}", "P2 swap")
    return None


def _may_swap(tree: Tree, left: int, right: int) -> bool:
    a, b = tree.words[left], tree.words[right]
    return (
        a.tag == b.tag
        and a.tag in TAGS
        and b.dep == "conj"
        and b.head == left
        and a.dep not in {"conj", "compound"}
        and not (a.entity or b.entity or tree.children[right])
        and not _is_set(tree, left, right)
        and _stands_alone(tree, left, right)
    )


def _is_set(tree: Tree, left: int, right: int) -> bool:
    """Is the order fixed or telling?"""
    a, b = tree.words[left], tree.words[right]
    if a.lemma == b.lemma or a.text in VAGUE or b.text in VAGUE:
        return True
    return not set_pairs().isdisjoint((frozenset((a.lemma, b.lemma)), frozenset((a.text, b.text))))


def _stands_alone(tree: Tree, left: int, right: int) -> bool:
    """Nothing around belongs to one of the two only, and an article before them fits both."""
    a, b = tree.words[left], tree.words[right]
    before = tree.lower[left - 1] if left else ""
    if before in {"a", "an"} and (a.text[0] in "aeiouh" or b.text[0] in "aeiouh"):
        return False
    if before in {"-", "/", ","} or tree.lower[right + 1] in MUST_NOT_FOLLOW:
        return False
    others = [i for i in tree.children[left] if i not in {left + 1, right}]
    if a.tag == "JJ":
        return not others and not (left and tree.words[left - 1].tag.startswith(("RB", "JJ")))
    if tree.words[right + 1].tag.startswith(("NN", "JJ", "VBG")):
        return False
    return all(i == left - 1 and tree.lower[i] in MAY_PRECEDE_NOUN for i in others)
