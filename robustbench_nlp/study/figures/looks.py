"""How the arms look in every figure. Colours of Okabe and Ito, which the colour-blind can tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from robustbench_nlp.study.figures import svg
from robustbench_nlp.study.result import Study

COLOURS: Mapping[str, str] = {"A": "#d55e00", "B": "#0072b2", "C": "#7a7a7a"}
SHAPES: Mapping[str, str] = {"A": "circle", "B": "square", "C": "diamond"}
DASHES: Mapping[str, str] = {"A": "", "B": "", "C": "5 3"}


def legend(study: Study, x: float, y: float) -> Iterator[str]:
    """One line per arm, downwards from (x, y)."""
    for i, arm in enumerate(study.arms):
        at = y + 18 * i
        yield svg.mark(SHAPES[arm.arm], (x, at - 4), COLOURS[arm.arm])
        yield svg.text((x + 14, at), f"{arm.arm}: {arm.what}")


def subtitle(study: Study) -> str:
    """What the numbers are of."""
    where = f"{study.test.name}/{study.test.split}" if study.test.split else study.test.name
    models = f"{len(study.seeds)} models per arm" if len(study.seeds) > 1 else "one model per arm, this checkpoint only"
    return f"{study.base} on {where}; {models}; bars: 95 % intervals"
