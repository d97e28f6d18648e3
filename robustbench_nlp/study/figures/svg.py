"""The few shapes that the figures need, as SVG text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

STYLE = (
    "text{font-family:system-ui,'Segoe UI',Helvetica,Arial,sans-serif;font-size:13px;fill:#222}"
    ".small{font-size:11px;fill:#555}.title{font-size:15px;font-weight:600}"
)
RULE, FAINT = "#8a8a8a", "#dddddd"

Point = tuple[float, float]


def document(width: float, height: float, title: str, shapes: Iterable[str]) -> str:
    """A whole picture on white, with `title` for those who cannot see it."""
    body = "\n".join(shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{number(height)}" '
        f'viewBox="0 0 {number(width)} {number(height)}" role="img">\n<title>{escape(title)}</title>\n'
        f'<style>{STYLE}</style>\n<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def line(start: Point, end: Point, colour: str, width: float = 1.0) -> str:
    """A straight line."""
    return (
        f'<line x1="{number(start[0])}" y1="{number(start[1])}" x2="{number(end[0])}" y2="{number(end[1])}" '
        f'stroke="{colour}" stroke-width="{number(width)}"/>'
    )


def path(points: Sequence[Point], colour: str, dash: str = "") -> str:
    """Straight lines from point to point; `dash` as in `stroke-dasharray`."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    at = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polyline points="{at}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>'


def mark(shape: str, at: Point, colour: str, size: float = 5.0) -> str:
    """A "circle", "square" or "diamond": shapes tell arms apart where colours do not."""
    x, y = at
    if shape == "circle":
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(size)}" fill="{colour}"/>'
    reach = size * (1.3 if shape == "diamond" else 0.9)
    corners = (
        [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
        if shape == "diamond"
        else [(x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach)]
    )
    return f'<polygon points="{" ".join(f"{number(a)},{number(b)}" for a, b in corners)}" fill="{colour}"/>'


def text(at: Point, said: str, anchor: str = "start", *, kind: str = "", turn: bool = False) -> str:
    """A line of text; `kind` is "small", "title" or ""; `turn` stands it up."""
    x, y = at
    named = f' class="{kind}"' if kind else ""
    turned = f' transform="rotate(-90 {number(x)} {number(y)})"' if turn else ""
    return f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}"{named}{turned}>{escape(said)}</text>'


def number(value: float) -> str:
    """Two digits at most: a hundredth of a pixel is enough for anybody."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
