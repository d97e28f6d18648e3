"""Bytes of a file, and text from bytes, with errors that say where."""

from __future__ import annotations

import codecs
import gzip
import zlib
from pathlib import Path

from robustbench_nlp.errors import DataError

GZIP = b"\x1f\x8b"
OTHER_KINDS = ((b"PAR1", "a Parquet file"), (b"PK\x03\x04", "a zip archive, as Excel files are"))
WIDE = (
    # The mark of UTF-16 is how the one of UTF-32 begins.
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def read_bytes(path: Path) -> bytes:
    """The content of a file, unzipped where it is gzip whatever its name says."""
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if content.startswith(GZIP) else content
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise DataError(f"{path} is a damaged gzip file: {error}") from error
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror or error}") from error


def decode(content: bytes, where: str) -> str:
    """Text from UTF-8, or from UTF-16 or UTF-32 where a byte order mark says so.

    `DataError` names the place of a wrong byte, or the kind of file where it is plainly another.
    """
    kind = next((kind for mark, kind in OTHER_KINDS if content.startswith(mark)), "")
    if kind:
        raise DataError(f"{where} is {kind}, whatever its name says", "give it its own ending, or save it as text")
    wide = next((name for mark, name in WIDE if content.startswith(mark)), "")
    try:
        return content.decode(wide or "utf-8-sig")
    except UnicodeDecodeError as error:
        if wide:
            raise DataError(f"{where} begins as {wide} and goes on as something else", "save it as UTF-8") from error
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{where} is not UTF-8: byte 0x{content[error.start]:02x} in line {line}", "save it again as UTF-8"
        ) from error


def stem(path: Path) -> str:
    """The file's name without its endings: `train.csv.gz` is `train`."""
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    return name.rsplit(".", 1)[0]


def is_unicode(text: str) -> bool:
    """False where half a surrogate pair is in it: JSON can say so, no file can hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
