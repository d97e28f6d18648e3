"""Rebuilding a transform in another process from names and plain data, as a worker does. Nothing is pickled."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import reduce
from typing import Any

from robustbench_nlp.core.params import Step
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.plugin.factory import load_factory
from robustbench_nlp.testing.apply import step_of
from robustbench_nlp.testing.outputs import run, shortened

TIME_LIMIT = 120.0


def check_rebuild(spec: TransformSpec, steps: Sequence[Step], texts: Sequence[Text]) -> None:
    """Same results from another process that has another hash seed, so that an order of a set cannot hide."""
    name = spec.name
    for step in steps:
        written = step.canonical.removeprefix(name)
        params = written if written.startswith("@") else written[1:-1]
        again = step_of(spec, params).params
        assert again == step.params, f"{name}: {step.canonical!r} gives {again}, not {step.params}"
    request = {
        "name": name,
        "make": spec.make,
        "params_class": _path_of(spec.params, name) if spec.params else None,
        "params": [dataclasses.asdict(step.params) if step.params is not None else {} for step in steps],
        "texts": [[text.id, text.text] for text in texts],
    }
    try:
        written = json.dumps(request)
    except TypeError as error:
        raise AssertionError(f"{name}: params must be plain values that can be written in text: {error}") from error
    answers = _ask(name, written)
    for step, theirs_all in zip(steps, answers, strict=True):
        here = run(load_factory(spec.make, name)(step.params), name, texts)
        for text, mine, theirs in zip(texts, here, theirs_all, strict=True):
            assert _plain(mine) == theirs, (
                f"{step.canonical} rewrites {shortened(text.text)} differently in another process: "
                "does it depend on the order of a set, on hash() or on what ran before?"
            )


def _path_of(kind: type[Any], name: str) -> str:
    module, qualified = kind.__module__, kind.__qualname__
    found: Any
    try:
        found = reduce(getattr, qualified.split("."), importlib.import_module(module))
    except (ImportError, AttributeError):
        found = None
    assert found is kind, f"{name}: {qualified} must be defined at the top of its module, so that a worker finds it"
    return f"{module}:{qualified}"


def _ask(name: str, request: str) -> list[Any]:
    hash_seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    path = os.pathsep.join(entry or "." for entry in sys.path)
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", f"from {__name__} import answer; answer()"]
    done = subprocess.run(
        command, input=request, capture_output=True, text=True, env=environment, timeout=TIME_LIMIT, check=False
    )
    assert done.returncode == 0, f"{name} cannot be rebuilt in another process:\n{done.stderr[-2000:]}"
    answers: list[Any] = json.loads(done.stdout)
    return answers


def _plain(result: Any) -> Any:
    return None if result is None else [result.text, [list(edit) for edit in result.edits]]


def answer() -> None:
    """The other process: a request as JSON on standard input, the results as JSON on standard output."""
    request = json.load(sys.stdin)
    texts = [Text(*pair) for pair in request["texts"]]
    answers = []
    with contextlib.redirect_stdout(sys.stderr):
        make = load_factory(request["make"], request["name"])
        kind = load_factory(request["params_class"], request["name"]) if request["params_class"] else None
        for values in request["params"]:
            results = run(make(kind(**values) if kind else None), request["name"], texts)
            answers.append([_plain(result) for result in results])
    json.dump(answers, sys.stdout)
