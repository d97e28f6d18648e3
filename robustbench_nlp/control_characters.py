"""Characters that no terminal may obey, as signs that show them."""

from __future__ import annotations

# Control characters are shown for what they are; what turns the writing round would make a text read as another.
VISIBLE = (
    {code: 0x2400 + code for code in range(32)}
    | {0x7F: 0x2421}
    | dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)
)
"""For `str.translate`; line breaks and tabs are control characters, too."""

ON_ONE_LINE = VISIBLE | {ord("\n"): " ", ord("\r"): " ", ord("\t"): " "}
"""The same with blanks for line breaks and tabs."""


def printable(text: str) -> str:
    """The text with a question mark in a diamond for everything that is no visible character or space."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
