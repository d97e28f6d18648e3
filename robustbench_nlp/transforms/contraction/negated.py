"""Where does `not` go? In place in a statement, behind the subject in a question."""

from __future__ import annotations

import re

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.language.negation.cues import cue_multiset
from robustbench_nlp.language.parse.word import Sentence
from robustbench_nlp.transforms.contraction.forms import (
    LONG,
    NEXT,
    SHORT,
    Match,
    after_adverbs,
    is_question,
    next_words,
    word_before,
)
from robustbench_nlp.transforms.contraction.long_form import not_behind, not_in_place
from robustbench_nlp.transforms.contraction.undecided import Undecided, index_after
from robustbench_nlp.transforms.contraction.words import (
    ADJECTIVES,
    BASE_VERBS,
    BOTH_FORMS,
    CLAUSE_START,
    DETERMINERS,
    PARTICIPLES,
    PERSONAL,
    WH_ADVERB,
    WH_SUBJECT,
)

REACH = 60
"""Characters around an edit in which the cues beside it, and all that decides how they read, are found."""
LONGEST_SUBJECT = 4
"""Words; `not` farther from its verb is hard to read."""
SUBJECTS = frozenset("nsubj nsubjpass expl csubj csubjpass".split())
PLAIN = re.compile(r"(?: [A-Za-z-]+(?:['’]s)?)+")
PREDICATES = BASE_VERBS | BOTH_FORMS | PARTICIPLES | ADJECTIVES


def negated(text: str, match: Match) -> Edit | Undecided | None:
    """Decided by the words around where these are pronouns or verbs, else by the subject that a parse finds."""
    before = word_before(text, match.start())
    first, _ = next_words(text, match.end())
    opens = before in CLAUSE_START or not before
    question = is_question(text, match.end())
    undecided = Undecided(match.start(), match.end(), match, _settle, parsed=True)
    if first in PERSONAL or (first == "there" and before not in WH_SUBJECT):
        if before in WH_ADVERB or (opens and question):
            following = NEXT.match(text, match.end())
            return not_behind(match, following[0]) if following else None
        # "Don't you dare" forbids; "do you not dare" would ask.
        return None if match["aux"].lower() == "do" and first == "you" else undecided
    if before in WH_ADVERB or (question and first in DETERMINERS):
        return undecided
    if not opens:
        return not_in_place(match)
    if after_adverbs(text, match.end()) in PREDICATES or (first and not question and first.endswith("ing")):
        return not_in_place(match)
    clause_ends = text[match.end() : match.end() + 1] in {".", ",", "!", ";", ")", ":"}
    return not_in_place(match) if clause_ends and not question else undecided


def _settle(match: Match, sentence: Sentence, start: int) -> Edit | None:
    after = index_after(match, sentence, start)
    cue = after - 1
    if cue < 1 or sentence[cue].end != match.end() - start or sentence[cue].start == match.start() - start:
        return None
    verb = cue - 1
    if sentence[verb].dep in {"aux", "auxpass"}:
        verb = sentence[verb].head
    subjects = [i for i, word in enumerate(sentence) if word.head == verb and word.dep in SUBJECTS and i != verb]
    behind = [i for i in subjects if i > cue]
    if not behind:
        following = sentence[after].text if after < len(sentence) else ""
        # Neither "is not it" nor the title "Don't Answer the Phone".
        if following.lower() in PERSONAL or (following[:1].isupper() and not match[0].isupper()):
            return None
        return not_in_place(match) if subjects or _without_subject(sentence, after) else None
    first, last = _extent(sentence, behind[0])
    apart = first != after or last - first >= LONGEST_SUBJECT or last + 1 == len(sentence)
    if apart or _is_degree(sentence, first, last):
        return None
    stop = sentence[last].end + start
    subject = match.string[match.end() : stop]
    # `not` must not land in another place: whether that one is edited cannot depend on this one.
    clear = not any(found.start() < stop for form in (SHORT, LONG) if (found := form.search(match.string, match.end())))
    if not clear or not PLAIN.fullmatch(subject):
        return None
    edit = not_behind(match, subject)
    return edit if _same_cues(match.string, edit) else None


def _is_degree(sentence: Sentence, first: int, last: int) -> bool:
    """Is the subject none? "The end is sad and isn't that funny" is no question about "that"."""
    lone_that = first == last and sentence[first].text.lower() == "that"
    return lone_that and sentence[last + 1].tag.startswith(("JJ", "RB")) and not sentence[-1].text.startswith("?")


def _same_cues(text: str, edit: Edit) -> bool:
    """Does `not` leave apart what decides how a word is read? "That little" negates nothing, "that not little" does."""
    start, end = max(0, edit.start - REACH), edit.end + REACH
    tried = text[start : edit.start] + edit.new + text[edit.end : end]
    return cue_multiset(text[start:end]) == cue_multiset(tried)


def _without_subject(sentence: Sentence, after: int) -> bool:
    """Is it an order, or a statement that leaves out its subject? "Isn't funny", but not "Isn't everyone?"."""
    if sentence[-1].text.startswith("?"):
        return False
    tag = next((word.tag for word in sentence[after:] if not word.tag.startswith("RB")), "")
    return tag in {"VB", "VBG", "VBN", "VBD", "JJ"}


def _extent(sentence: Sentence, root: int) -> tuple[int, int]:
    """First and last word of what depends on a word."""
    inside = {root}
    grown = True
    while grown:
        more = {i for i, word in enumerate(sentence) if word.head in inside}
        grown = not more <= inside
        inside |= more
    return min(inside), max(inside)
