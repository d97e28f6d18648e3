"""Texts to try a transform on: ordinary ones, written for this purpose, and ones that break careless code."""

from __future__ import annotations

from robustbench_nlp.core.text import Text

ORDINARY = (
    "I can't say the plot isn't clever, but nobody I know laughed at a single joke.",
    "The colors of the theater are gorgeous. The colours of the theatre were gorgeous, too!",
    "It was a movie about an idea.<br /><br />The children began to laugh, and so did I.",
    "Great acting, weak script... 7/10, see https://www.example.com/review?id=3 or mail me@example.org.",
    "He didn't think it'd work; she's sure that they'll never have realized what it's about.",
    "WORST FILM EVER!!! Don't waste $12.50 and 2 hours of your life. @critic #fail",
    "“Quite good,” said my neighbor — ‘not bad’, I'd say – and we were travelling home by 10:30.",
    "For example, the favourite scene of most viewers is, in order to avoid spoilers, not described here.",
    "Service was slow , the soup cold  and the waiter rude. Overall: never again.",
    "A serious and surprisingly honest portrait of a family that has recently lost everything it owned.",
)

NASTY = (
    "",
    " ",
    "\n\t \r\n",
    "a",
    ".",
    "👩‍👩‍👧‍👦 loved it 🎉🎉 👍🏽 ❤️",
    "הסרט היה נהדר, but the ending لم يعجبني at all",
    "cafe\u0301 nai\u0308ve Z\u0351\u036ba\u0363\u0349lgo\u0321 te\u0301xt",
    "\u202eright to left override\u202c and zero\u200bwidth \ufeffmark",
    "it can't\x00be\x00the color\x00of null",
    "It isn't good.\r\nI don't like it.\r\n\r\nThe end.\r",
    "line\u2028separator\u2029paragraph\x85next\x0bvertical\x0cfeed",
    "這部電影不好看。とても良かったです。영화가 재미없었다.",
    "ﬁne ŉ ß İstanbul ı ǅ STRASSE ΟΔΥΣΣΕΥΣ",
    "<p>isn't <b>it</b> &amp; can&#39;t</p> `code isn't text` {{template}} %s \\n $1 \\1",
    "'''''\"\"\"\"((((((((((</a<b>&;&#;@#@@##http://www.",
    "word" * 2500,
    "a " * 2500,
    "'" * 2500,
)

LONE_SURROGATE = "half a pair \ud83d isn't text"
"""Readers refuse such texts, so that only `it must not raise` is asked here."""


def numbered(texts: tuple[str, ...]) -> list[Text]:
    """Texts with ids of their own."""
    return [Text(f"text-{i}", text) for i, text in enumerate(texts)]


def long_text(characters: int) -> str:
    """Ordinary text of at least that length."""
    paragraph = "\n".join(ORDINARY) + "\n"
    return paragraph * (characters // len(paragraph) + 1)
