"""The network of `bow`, worked out by hand in docs/feed-forward-network.md, against the module that `bow` trains."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.sparse import csr_matrix

from robustbench_nlp.classifiers.bow.features import MOST_FEATURES, rows
from robustbench_nlp.classifiers.bow.network import FeedForward, SparseRows
from robustbench_nlp.classifiers.bow.train import BATCH, HIDDEN

Arrays = Mapping[str, np.ndarray]

X = np.array([[1, -1, 0], [-2, 2, 1], [-1, 0.5, 3], [1, 0.5, 0.5]])
LABELS = np.array([0, 1, 1, 2])
Y = np.eye(3)[LABELS]
START: Arrays = {
    "H": np.array([[0.1, -0.1, 0.05, -0.05, 0.2], [0.05, 0, 0.1, 0.1, -0.2], [0.2, -0.05, 0.05, -0.1, 0.2]]),
    "b_H": np.array([0.1, -0.1, -0.05, 0.05, 0.1]),
    "U": np.array([[0.06, -0.1, -0.2], [0.07, 0.2, -0.03], [0.08, -0.3, -0.04], [0.09, 0.4, -0.02], [0.1, -0.5, -0.1]]),
    "b_U": np.array([0.2, 0.1, 0.05]),
}
# Unit 4 of example 4 sums to exactly 0, where ReLU has a slope of 0 to the left and of 1 to the right.
KINK = (3, 3)
# How much one example's loss weighs in the objective.
WEIGHT = {"mean": 1 / len(X), "sum": 1.0}

DOC = (Path(__file__).parents[3] / "docs" / "feed-forward-network.md").read_text("utf-8")
MATRIX = re.compile(r"^(\S+) \((\d) x (\d)\)\n((?: .+\n)+)", re.MULTILINE)
ROW = re.compile(r"^\| (.+?) \| (-?\d.*) \|$", re.MULTILINE)


def forward(parameters: Arrays, **given: np.ndarray) -> Arrays:
    """Every value of the network; one that is `given` is taken as it is, whatever comes before it."""
    k = given.get("K", X @ parameters["H"] + parameters["b_H"])
    s = given.get("S", np.maximum(k, 0))
    z = given.get("Z", s @ parameters["U"] + parameters["b_U"])
    o = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return {"K": k, "S": s, "Z": z, "O": o, "losses": -np.log((o * Y).sum(axis=1))}


def backward(parameters: Arrays, weight: float, slope_at_zero: float = 0.0) -> Arrays:
    """The derivative of `weight` times the summed loss with respect to everything, as the document derives it."""
    values = forward(parameters)
    slope = np.where(values["K"] == 0, slope_at_zero, values["K"] > 0)
    dz = weight * (values["O"] - Y)
    ds = dz @ parameters["U"].T
    dk = ds * slope
    return {
        "Z": dz,
        "U": values["S"].T @ dz,
        "b_U": dz.sum(axis=0),
        "S": ds,
        "K": dk,
        "H": X.T @ dk,
        "b_H": dk.sum(axis=0),
    }


def step(gradients: Arrays) -> Arrays:
    """The parameters after one step of size 1."""
    return {name: value - gradients[name] for name, value in START.items()}


def module(dtype: torch.dtype) -> FeedForward:
    network = FeedForward(features=3, hidden=5, classes=3).to(dtype)
    network.load_state_dict({name: torch.tensor(value) for name, value in START.items()})
    return network


def network_input(form: str, dtype: torch.dtype) -> torch.Tensor | SparseRows:
    if form == "dense":
        return torch.tensor(X, dtype=dtype)
    sparse = rows(csr_matrix(X))
    assert len(sparse.values) == np.count_nonzero(X)
    return sparse._replace(values=sparse.values.to(dtype))


@pytest.mark.parametrize("reduction", WEIGHT)
@pytest.mark.parametrize("form", ["dense", "sparse"])
@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float64, 1e-14), (torch.float32, 1e-6)])
def test_the_module_steps_as_the_closed_form_does(
    dtype: torch.dtype, tolerance: float, form: str, reduction: str
) -> None:
    network, x, labels = module(dtype), network_input(form, dtype), torch.tensor(LABELS)
    optimiser = torch.optim.SGD(network.parameters(), lr=1.0)
    by_hand, gradients = forward(START), backward(START, WEIGHT[reduction])

    scores = network(x)
    scores.retain_grad()
    losses = torch.nn.functional.cross_entropy(scores, labels, reduction="none")
    np.testing.assert_allclose(scores.detach(), by_hand["Z"], atol=tolerance)
    np.testing.assert_allclose(losses.detach(), by_hand["losses"], atol=tolerance)

    torch.autograd.backward(torch.nn.functional.cross_entropy(scores, labels, reduction=reduction))
    for name, tensor in {"Z": scores, **dict(network.named_parameters())}.items():
        np.testing.assert_allclose(tensor.grad, gradients[name], atol=tolerance, err_msg=name)

    optimiser.step()
    after = step(gradients)
    for name, tensor in network.named_parameters():
        np.testing.assert_allclose(tensor.detach(), after[name], atol=tolerance, err_msg=name)
    new = torch.nn.functional.cross_entropy(network(x), labels, reduction="none")
    np.testing.assert_allclose(new.detach(), forward(after)["losses"], atol=tolerance)


def slope_of_the_mean_loss(name: str, at: tuple[int, ...], below: float, above: float) -> float:
    """From two evaluations of the forward pass, `below` and `above` the value that stands there."""

    def mean_loss(shift: float) -> float:
        start = START[name] if name in START else forward(START)[name]
        moved = start.copy()
        moved[at] += shift
        values = forward({**START, name: moved}) if name in START else forward(START, **{name: moved})
        return float(values["losses"].mean())

    return (mean_loss(above) - mean_loss(-below)) / (above + below)


@pytest.mark.parametrize("name", ["Z", "U", "b_U", "S", "K", "H", "b_H"])
def test_finite_differences_agree(name: str) -> None:
    left, right = (backward(START, WEIGHT["mean"], slope)[name] for slope in (0.0, 1.0))
    for at in np.ndindex(left.shape):
        if left[at] == right[at]:
            assert slope_of_the_mean_loss(name, at, 1e-5, 1e-5) == pytest.approx(left[at], abs=1e-9), at
        else:
            # All entries of the last row of X are positive: less of any of these parameters is less of K there.
            assert at[-1] == KINK[-1]
            assert slope_of_the_mean_loss(name, at, 1e-6, 0) == pytest.approx(left[at], abs=1e-6), at
            assert slope_of_the_mean_loss(name, at, 0, 1e-6) == pytest.approx(right[at], abs=1e-6), at


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_kink_is_hit_exactly_in_any_order(dtype: type[np.floating]) -> None:
    """Else rounding would choose between two gradients, and the worked example would depend on the machine."""
    example, unit = KINK
    terms = [*(X[example].astype(dtype) * START["H"][:, unit].astype(dtype)), START["b_H"][unit].astype(dtype)]
    for order in permutations(terms):
        assert sum(order, start=dtype(0)) == 0
    k = forward(START)["K"]
    assert np.argwhere(k == 0).tolist() == [list(KINK)]
    assert np.abs(k[k != 0]).min() > 0.04


def printed(text: str) -> tuple[float, float]:
    """A number of the document and half a unit of its last place."""
    return float(text), 0.5 * 10.0 ** -len(text.partition(".")[2])


def assert_printed(texts: list[str], expected: np.ndarray, what: str) -> None:
    assert len(texts) == expected.size, what
    for text, value in zip(texts, expected.ravel(), strict=True):
        number, half = printed(text)
        assert abs(number - value) <= half * (1 + 1e-6), f"{what}: {text} printed, {value} computed"


def test_the_document_prints_what_is_computed() -> None:
    gradients = backward(START, WEIGHT["mean"])
    expected = {
        **{"X": X, "Y": Y, **START},
        **{name: value for name, value in forward(START).items() if name != "losses"},
        **{f"dL/d{name}": value for name, value in gradients.items()},
        **{f"{name}'": value for name, value in step(gradients).items()},
    }
    found = MATRIX.findall(DOC)
    assert sorted(name for name, *_ in found) == sorted(expected)
    for name, height, width, body in found:
        assert np.atleast_2d(expected[name]).shape == (int(height), int(width)), name
        assert_printed(body.split(), expected[name], name)


def test_the_tables_of_the_document_print_what_is_computed() -> None:
    def with_mean_and_sum(losses: np.ndarray) -> np.ndarray:
        return np.array([*losses, losses.mean(), losses.sum()])

    mean, total = (backward(START, WEIGHT[reduction]) for reduction in ("mean", "sum"))
    other = backward(START, WEIGHT["mean"], slope_at_zero=1.0)
    expected = {
        "before": with_mean_and_sum(forward(START)["losses"]),
        "after a step on the mean": with_mean_and_sum(forward(step(mean))["losses"]),
        "after a step on the sum": with_mean_and_sum(forward(step(total))["losses"]),
        "0 (this document, torch)": np.array([mean["b_H"][KINK[1]], forward(step(mean))["losses"].mean()]),
        "1": np.array([other["b_H"][KINK[1]], forward(step(other))["losses"].mean()]),
    }
    found = dict(ROW.findall(DOC))
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert_printed(re.findall(r"-?\d+\.\d+", found[name]), value, name)


def test_the_document_describes_the_network_that_is_trained() -> None:
    quoted = re.search(r"```python\n(.+)\n```", DOC)
    assert quoted
    assert quoted[1] in inspect.getsource(FeedForward.forward)
    for size in (f"f`$ up to {MOST_FEATURES:,}", f"t = {BATCH}`$", f"h = {HIDDEN}`$"):
        assert size in DOC
