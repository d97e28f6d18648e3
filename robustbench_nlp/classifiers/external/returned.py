"""Numbers out of whatever a function of the user's returns: lists, arrays, tensors of any device, lists of tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from robustbench_nlp.classifiers.external.declared import told
from robustbench_nlp.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def rows_of_numbers(given: Any, owner: str) -> NDArray[np.float64]:
    """An array of shape (n, k); `ModelError` says what else it was."""
    import numpy as np

    try:
        if isinstance(given, list | tuple):
            given = [_plain(row) for row in given]
        found = np.asarray(_plain(given), dtype=np.float64)
    except Exception as error:
        raise ModelError(
            f"{owner} returned {_kind(given)}, which are no rows of numbers: {told(error)}", HINT
        ) from error
    if found.ndim != 2:
        raise ModelError(f"{owner} returned {found.ndim} dimensions, not 2", HINT)
    return found


HINT = "return one row of probabilities per text, a column per label"


def _plain(given: Any) -> Any:
    """A tensor as an array, which it does not become by itself with a gradient, on a GPU or in bf16."""
    return given.detach().double().cpu().numpy() if hasattr(given, "detach") else given


def _kind(given: Any) -> str:
    kind = type(given).__name__
    return f"{kind} of {type(given[0]).__name__}" if isinstance(given, list | tuple) and given else kind
