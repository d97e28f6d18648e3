"""Text from the bytes of a file that some program saved."""

from __future__ import annotations

import codecs

WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(content: bytes) -> str:
    """UTF-8, UTF-16 where a byte order mark says so, else the code page of western Windows.

    The last is what spreadsheets write where "UTF-8" was not chosen; what it cannot say has become question marks
    before it comes here.
    """
    if content.startswith(WIDE):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
