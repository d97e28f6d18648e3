"""The rules that move words of a parsed sentence, and which sentences they could apply to (R6)."""

from __future__ import annotations

import re
from collections.abc import Callable

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.language.parse.word import Sentence
from robustbench_nlp.transforms.paraphrase import adverbs, clauses, deep, pairs
from robustbench_nlp.transforms.paraphrase.tree import Tree

Rule = Callable[[Tree], Edit | None]

NONE, DEEP, ANY = "none", "deep", "any"
"""Which sentences are sites of a move: none, those of the rules with P4, or all. Else those of the rules without P4."""

LONGEST = 40
"""Words of a sentence in which something moves."""
OFF_LIMITS = re.compile(r"[?;:()\[\]{}\"“”<>&*_/`…—]|--|\.\.| [-–] |!(?!\Z)|(?:^|\s)['‘]|['’](?:\s|$)")
"""Questions, quotations, parentheses and what else makes the parts of a sentence hard to tell apart."""

BASIC_RULES: tuple[Rule, ...] = (clauses.moved_clause, adverbs.moved_adverb, pairs.swapped_pair)
DEEP_RULES: tuple[Rule, ...] = (*BASIC_RULES, *deep.RULES)


def is_candidate(sentence: str, *, with_deep: bool) -> bool:
    """Cheap: could one of the rules apply to a sentence without a negation cue?"""
    return (
        sentence[-1] in ".!"
        and not sentence.isupper()
        and OFF_LIMITS.search(sentence) is None
        and (
            clauses.CANDIDATE.search(sentence) is not None
            or pairs.CANDIDATE.search(sentence) is not None
            or adverbs.is_candidate(sentence)
            or (with_deep and deep.CANDIDATE.search(sentence) is not None)
        )
    )


def moved(sentence: str, words: Sentence, rules: tuple[Rule, ...]) -> Edit | None:
    """The edit of the first rule that applies, in offsets of the sentence."""
    if not 4 <= len(words) <= LONGEST:
        return None
    tree = Tree(sentence, words)
    return next((edit for rule in rules if (edit := rule(tree)) is not None), None)
