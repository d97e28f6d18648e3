"""The table of opposites, and which readings of its words evaluate nothing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

# Readings that say nothing of the film, or to which the opposite does not fit. Each is matched right before, or right
# after the word, in lower case.
_PERSON = r"\s+(?:guys?|boys?|girls?|man|men|woman|women|people|family|families|kids?|child|children|cops?|souls?)\b"
_FILLS_LOVE = (
    r"(?:\b(?:i|you|we|they|who|to|do|don['’]?t|does|did|didn['’]?t|not|never|will|would|wouldn['’]?t|must|might|may|can"
    r"|can['’]?t|could|should|people|fans|everyone|really|still|also|just|absolutely|truly|always|simply|actually"
    r"|especially|personally|totally)|['’](?:ll|d))\s+\Z"
)
ONLY_AFTER = {word: re.compile(_FILLS_LOVE) for word in ("love", "hate")}
"""As verbs only: "in love" and "a love story" have no opposite."""
NOT_AFTER = {
    word: re.compile(rf"\b(?:{before})\s+\Z|['’](?:{contracted})\s+\Z")
    for word, before, contracted in (
        ("better", "had|you|we|they|i|never|much the|might as", "d"),
        ("good", "for|as|so much", "x"),
        ("bad", "too|go|goes|going|gone|went|turn|turns|turned", "x"),
        ("fresh", "a breath of|breath of", "x"),
        ("enjoy", "please", "x"),
        ("bore", "a|the", "x"),
        ("resent", "was|were|been", "x"),
        ("badly", "so|want|wanted|need|needed", "x"),
        ("fail", "to|without|never", "x"),
        ("interested", "be|am|are|is|was|were|got|get", "m|re|s"),
        ("success", "a|the|box office|commercial|huge|big|great", "x"),
        ("worth", "not|n't", "x"),
    )
}
NOT_BEFORE = {
    word: re.compile(after)
    for word, after in (
        (
            "good",
            rf"\s+(?:luck|morning|night|evening|afternoon|bye|day|friday|deal|many|few|half|samaritan|old|\d+)\b|{_PERSON}",
        ),
        ("bad", _PERSON),
        ("nice", _PERSON),
        ("funny", r"\s+(?:games|girl|face|how|thing)\b"),
        (
            "best",
            r"\s+(?:friends?|man|of luck|known|actor|actress|director|picture|supporting|foreign|original|regards)\b",
        ),
        ("better", r"\s+(?:half|off|known)\b"),
        ("worse", r"\s+off\b"),
        ("great", r"\s+(?:deal|many|britain|depression|war|lengths?|white|grand\w+|uncle|aunt|wall|plains|dane)\b"),
        ("poor", rf"\s+(?:and|little|old|fellow|thing)\b|{_PERSON}"),
        ("loved", r"\s+ones?\b"),
        ("happy", r"\s+(?:birthday|new year|christmas|hour|meal|days)\b"),
        ("fresh", r"\s+(?:air|water|from|out|off|start)\b"),
        ("cool", r"\s+(?:down|off|water|air|breeze)\b"),
        ("strong", r"\s+(?:language|drink|arm|accent)\b"),
        ("sorry", r"\s+(?:to|for|but|if|about|guys?|folks|,)|\s*[,.!]"),
        ("success", r"\s+story\b"),
        ("perfect", r"\s+(?:storm|murder|stranger)\b"),
        ("negative", r"\s+(?:comments?|reviews?|feedback)\b"),
        ("positive", r"\s+(?:comments?|reviews?|feedback)\b"),
        ("solid", r"\s+(?:gold|rock|state|ground|snake)\b"),
        ("pleasure", r"\s+(?:to meet|island)\b"),
        ("delight", r"\s+(?:in|the|us|audiences)\b"),
        ("bore", r"\s+(?:a|an|no|witness|little|any|the|some)\b"),
        ("wise", r"\s+(?:guys?|cracks?)\b"),
        ("smart", r"\s+(?:phones?|ass)\b"),
        ("sad", r"\s+to say\b"),
        ("marvel", r"\s+(?:comics?|universe|studios|at)\b"),
        ("mess", r"\s+(?:with|around|up)\b"),
        ("silly", r"\s+(?:putty|string)\b"),
        ("beauty", r"\s+(?:and the|pageant|contest|queen|salon|parlor)\b"),
        ("unique", r"\s+to\b"),
        ("intense", r"\s+(?:pain|heat)\b"),
        ("cheap", r"\s+(?:at|as|price)\b"),
    )
}


@cache
def opposites() -> dict[str, str]:
    """Both ways, lower case, phrases with single spaces."""
    lines = (Path(__file__).parent / "pairs.txt").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return dict(pairs) | {second: first for first, second in pairs}


@cache
def pattern() -> re.Pattern[str]:
    """Any entry as a whole word, the longest that fits; words of a phrase may be joined by hyphens."""
    entries = sorted(opposites(), key=lambda entry: (-len(entry), entry))
    return re.compile(
        r"(?<![\w'’-])(?:" + "|".join(entry.replace(" ", r"[ -]") for entry in entries) + r")(?![\w-]|['’]\w)",
        re.IGNORECASE,
    )
