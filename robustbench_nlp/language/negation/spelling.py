"""One spelling of a sentence, in which "wasn't" and "was not" are the same words for a parser, too.

    >>> in_one_spelling("It's not that I didn't like it. Isn't it odd? Do not go. She'd've left.")
    "It is not that I did not like it. Is it not odd? Don't go. She would have left."

A parser reads "wasn't" and "was not" with different eyes and now and then attaches another word to them, although
what a negation reaches is a matter of words and not of apostrophes. So that scopes can be compared, both sides are
spelt in one way first: the long one, but for a negation that opens a clause and has no pronoun behind it, because
"don't go" and "aren't the actors great?" are read better than "are not the actors great?". It need not be the right
form ("he's gone" becomes "he is gone"), only the same one for all spellings; nobody is shown a text spelt by this.
"""

from __future__ import annotations

import re

from robustbench_nlp.language.participles import IRREGULAR_PARTICIPLES

_APOSTROPHE = "['’`´ʼ‘]"
_ADVERBS = (
    r"(?: (?:not|never|even|ever|always|already|also|still|just|only|rather|quite|really|almost|nearly|often|all|both"
    r"|\w{2,14}ly))*"
)
_HAS = re.compile(rf"{_ADVERBS} (?:been|got|had)\b", re.IGNORECASE)
_HAD = re.compile(
    rf"{_ADVERBS} (?:better|best|(?!(?:need|feed|speed|bleed|breed|proceed|succeed|exceed)\b)\w{{2,}}ed"
    rf"|{'|'.join(sorted(IRREGULAR_PARTICIPLES))})\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:\A|[^\w\s'’-]|\b(?:why|how|when|where|and|but|so|or|yes|no)) ?\Z", re.IGNORECASE)
_REACH = 8
_SUBJECT = (
    r"(?:I|you|he|she|it|we|they|there)\b(?! (?:am|is|are|was|were|has|had|will|would)\b)"
    rf"(?!{_APOSTROPHE})"
)
"""Words that are subjects behind n't: "isn't it odd", not "if it isn't it is"."""
_FORMS = re.compile(
    r"(?<![\w'’-])(?:"
    r"(?P<aux>ca(?=n['’`´ʼ‘])|can|wo(?=n)|will|sha(?=n)|do|does|did|is|are|was|were|has|have|had|would|could|should|must"
    rf"|might|need)(?P<not>n{_APOSTROPHE}t| not|(?<=can)not)(?P<subject> {_SUBJECT})?"
    r"|(?P<host>I|you|he|she|it|we|they|that|there|here|what|who|where|how|let|would|could|should|might|must)"
    rf"(?P<short>{_APOSTROPHE}(?:m|re|ll|ve|s|d{_APOSTROPHE}ve|d))"
    r")(?![\w'’])",
    re.IGNORECASE,
)
_LONG_OF = {"ca": "can", "wo": "will", "sha": "shall"}
_SHORT_OF = {"can": "ca", "will": "wo", "shall": "sha"}
_LONG = {"m": "am", "re": "are", "ll": "will", "ve": "have", "d've": "would have"}


def in_one_spelling(sentence: str) -> str:
    """The sentence with the forms of pronouns and auxiliaries spelt in one way, whichever way they are spelt."""
    return _FORMS.sub(_respelt, sentence)


def short_forms(sentence: str) -> list[str]:
    """The short forms of pronouns and auxiliaries, in lower case and in order."""
    return [form for found in _FORMS.finditer(sentence) if (form := found[0].lower())[-4:] != " not" != form[-3:]]


def _respelt(found: re.Match[str]) -> str:
    return _negation(found) if found["aux"] else _verb(found)


def _negation(found: re.Match[str]) -> str:
    aux, negation, subject = found["aux"], found["not"], found["subject"] or ""
    short = not negation.lower().endswith("not")
    shouted = negation.strip().isupper()
    long = _like(_LONG_OF.get(aux.lower(), aux), aux)
    no = "NOT" if shouted else "not"
    opens = _OPENS.search(found.string[max(0, found.start() - _REACH) : found.start()]) is not None
    if subject and short and (opens or subject.lower() != " there"):
        return f"{long}{subject} {no}"
    if opens and not subject and shouted == (len(aux) > 1 and aux.isupper()):
        return f"{_like(_SHORT_OF.get(long.lower(), long), aux)}{'N' if shouted else 'n'}'{'T' if shouted else 't'}"
    return f"{long}{'' if long.lower() == 'can' else ' '}{no}{subject}"


def _verb(found: re.Match[str]) -> str:
    host, short = found["host"], found["short"]
    form = re.sub(_APOSTROPHE, "'", short[1:].lower())
    if form == "s":
        form = "us" if host.lower() == "let" else "has" if _HAS.match(found.string, found.end()) else "is"
    elif form == "d":
        form = "had" if _HAD.match(found.string, found.end()) else "would"
    long = _LONG.get(form, form)
    return f"{host} {long.upper() if short.isupper() else long}"


def _like(stem: str, written: str) -> str:
    if written.isupper():
        return stem.upper()
    return stem.capitalize() if written[0].isupper() else stem.lower()
