"""What keeps an edit off negation: no cue comes, goes or changes place, and no scope loses or gains a word (R1-R5).

Where a sentence holds no cue, none of this can happen unless an edit makes one. Where it holds one, the sentence is
parsed before and after: first to keep edits out of the scopes, then to see that the scopes have stayed the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.language.negation.scopes import Scope, negation_scopes
from robustbench_nlp.language.parse.word import Sentence


def outside_scopes(words: Sentence, edits: Iterable[Edit]) -> list[Edit]:
    """The edits that touch no word of any scope and do not stand inside one."""
    reach = [_reach(words, scope) for scope in negation_scopes(words)]
    return [edit for edit in edits if all(edit.end <= start or end <= edit.start for start, end in reach)]


def _reach(words: Sentence, scope: Scope) -> tuple[int, int]:
    return words[min(scope.words)].start, words[max(scope.words)].end


def scoped_words(words: Sentence) -> Counter[tuple[str, str]]:
    """How often each word stands in the scope of each cue, in lower case."""
    return Counter(
        (words[scope.cue].text.lower(), words[at].text.lower())
        for scope in negation_scopes(words)
        for at in scope.words
        if words[at].dep != "punct"
    )
