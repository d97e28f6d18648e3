"""What a plugin declares about itself: does the label survive, what does it cost, what does it need."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class LabelEffect(enum.IntEnum):
    """How a transform treats the label; larger is weaker, so `max` of a chain's effects is the chain's."""

    KEEPS = 0
    MAY_CHANGE = 1
    CHANGES = 2


class Level(str, enum.Enum):
    """The unit of text that is rewritten."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"


class Cost(enum.IntEnum):
    """Rough price per text, for planning: regular expressions, a parse, or a neural model."""

    CHEAP = 0
    PARSE = 1
    MODEL = 2


@dataclass(frozen=True)
class Claim:
    """The claim about the label, for which tasks, and the reason it should be believed.

    `tasks` uses the hub's task names or free words such as "sentiment"; ("*",) claims it for any classification.
    """

    effect: LabelEffect
    because: str
    tasks: tuple[str, ...] = ("*",)

    def __post_init__(self) -> None:
        if not self.because.strip():
            raise ValueError("a claim needs a reason: fill in `because`")


@dataclass(frozen=True)
class Resource:
    """Data that has to be fetched once: what it is, under which licence, and how to know it is the right file.

    file    where it lies below the cache folder once it is fetched: the file itself, or a folder of what was in it
    sha256  of the file that is downloaded; nothing is opened before it is checked
    fetch   `"module:attr"` of a function `(cache_dir: Path, from_file: Path | None) -> Path` that gets it, from the
            network or from a file the user brought, and returns where it lies
    here    `"module:attr"` of a function `() -> str` that says where else it is found, as an installed package for
            example, or "" where it is not
    """

    name: str
    summary: str
    licence: str
    size_bytes: int
    sha256: str
    file: str
    fetch: str
    reference: str = ""
    here: str = ""


@dataclass(frozen=True)
class Reference:
    """A paper or page a method comes from."""

    title: str
    url: str = ""
    year: int | None = None
