"""The edit, once it is known what a short form stands for."""

from __future__ import annotations

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.transforms.contraction.forms import Match, like

STEMS = {"ca": "can", "wo": "will", "sha": "shall"}


def spelt_out(match: Match, words: str) -> Edit:
    """The long form of 's, 'd, 're and so on."""
    short = match["short"]
    long = " ".join(like(word, short) for word in words.split())
    return Edit(
        match.start(), match.end(), match[0], f"{match['host']} {long}", "expand " + short.lower().replace("’", "'")
    )


def not_in_place(match: Match) -> Edit:
    """The long form of n't where its subject stands before it, or nowhere."""
    stem = _stem(match)
    glue = "" if stem.lower() == "can" else " "
    return Edit(match.start(), match.end(), match[0], f"{stem}{glue}{like('not', match['neg'])}", "expand n't")


def not_behind(match: Match, subject: str) -> Edit:
    """The long form of n't in a question: `not` moves behind the subject, which is given with the space before it."""
    return Edit(
        match.start(),
        match.end() + len(subject),
        match[0] + subject,
        f"{_stem(match)}{subject} {like('not', match['neg'])}",
        "expand n't",
    )


def _stem(match: Match) -> str:
    aux = match["aux"]
    return like(STEMS.get(aux.lower(), aux.lower()), aux)
