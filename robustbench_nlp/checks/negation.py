"""Did a negation come or go? "isn't", "is not" and "isnt" hold the same cue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from robustbench_nlp.checks.changes import Change, changes
from robustbench_nlp.checks.same_word import same_word
from robustbench_nlp.core.edits import Edit
from robustbench_nlp.language.negation.cues import Cue, find_cues
from robustbench_nlp.language.negation.lexicon import IMPLICIT, NEGATION_CUES, affixal

PHRASES = frozenset("anything but could have been far from free of if only supposed to would had ve d un non t".split())
"""Words that are part of a cue in company only: "far from", "non-existent", "don t"."""
REACH = 60
"""Characters around a change in which a cue that overlaps it, and all that decides how that cue reads, is found."""
MISSPELT = frozenset(["implicit", "affixal"])
"""Kinds of cue that one wrong letter never takes away: "unlikly". "Not" and "now", "never" and "ever" differ by one."""


def make() -> Callable[[str, str, tuple[Edit, ...]], str | None]:
    """The check."""
    parts = NEGATION_CUES | frozenset(IMPLICIT) | affixal() | PHRASES
    same = same_word(errors_in_long=1)

    def look_at(change: Change, before: str) -> tuple[bool, bool]:
        """May a cue overlap the stretch, before and after?"""
        start, end, new_start, new_end, old, new = change
        if len(old) == len(new) == 1 and (end - start, new_end - new_start) == (len(old[0]), len(new[0])):
            hyphen = before[start - 1 : start] == "-"
            return old[0] in parts or hyphen or not old[0].isalpha(), new[0] in parts or hyphen or not new[0].isalpha()
        # Words that stand on both sides are in neither, so that a phrase may be torn or made around what comes or goes.
        words = (*old, *new)
        either = not old or not new or not parts.isdisjoint(words) or not all(map(str.isalpha, words))
        return either, either

    def check(before: str, after: str, edits: tuple[Edit, ...]) -> str | None:
        old: dict[int, Cue] = {}
        new: dict[int, Cue] = {}
        changed = changes(before, after, edits)
        for change in changed:
            looks_before, looks_after = look_at(change, before)
            if looks_before:
                old |= _cues(before, change.start, change.end)
            if looks_after:
                new |= _cues(after, change.new_start, change.new_end)
        if not old and not new:
            return None
        counts, now = (Counter(cue.normal for cue in cues.values()) for cues in (old, new))
        if counts == now:
            return None
        come = {word for change in changed for word in change.new}
        for cue in old.values():
            misspelt = cue.kind in MISSPELT and any(same(cue.text.lower(), word) for word in come)
            if misspelt and counts[cue.normal] > now[cue.normal]:
                counts[cue.normal] -= 1
        return ", ".join([*_told(counts - now, "gone"), *_told(now - counts, "new")]) or None

    return check


def _cues(text: str, start: int, end: int) -> dict[int, Cue]:
    """By their start: the cues that overlap text[start:end]. The others stand as they stood."""
    low = max(0, start - REACH)
    cues = find_cues(text[low : end + REACH])
    return {cue.start + low: cue for cue in cues if cue.start + low < end and cue.end + low > start}


def _told(cues: Counter[str], what: str) -> Iterator[str]:
    for cue, times in sorted(cues.items()):
        yield f"{cue!r} {what}" + (f" x{times}" if times > 1 else "")
