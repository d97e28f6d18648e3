"""The object behind `"module:attr"`, imported on first use."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from robustbench_nlp.errors import PluginError, RobustError
from robustbench_nlp.plugin.broken import cause_of, did_you_mean

if TYPE_CHECKING:
    from robustbench_nlp.plugin.entry import Entry


def load_factory(path: str, owner: str) -> Any:
    """Import what a spec names. `owner` says whose it is (`Entry.owner`); `PluginError` names it with the cause.

    A `RobustError` raised while importing (a missing resource, say) already tells the user what to do, and passes.
    """
    module_name, _, attributes = path.partition(":")
    try:
        found: Any = importlib.import_module(module_name)
        for attribute in attributes.split("."):
            if not hasattr(found, attribute):
                hint = did_you_mean(attribute, dir(found)) or f"report it to the authors of {owner}"
                raise PluginError(f"{owner}: {module_name} has no {attributes!r}", hint)
            found = getattr(found, attribute)
    except (RobustError, KeyboardInterrupt):
        raise
    except BaseException as error:
        hint = f'for the whole traceback: python -c "import {module_name}"'
        raise PluginError(f"{owner}: cannot load {path!r}: {cause_of(error)}", hint) from error
    if not callable(found):
        raise PluginError(f"{owner}: {path!r} is {type(found).__name__}, not a function or class")
    return found


def made(path: str, owner: str, *arguments: Any) -> Any:
    """What the factory of that path makes of the arguments. A factory that fails is a `PluginError`, as in loading."""
    factory = load_factory(path, owner)
    try:
        return factory(*arguments)
    except (RobustError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise _fails(path, owner, error) from error


def called(entry: Entry, path: str, *arguments: Any) -> Any:
    """What the function of that path returns. A failing one of a third party is named; ours keep their traceback."""
    function = load_factory(path, entry.owner)
    try:
        return function(*arguments)
    except (RobustError, KeyboardInterrupt):
        raise
    except BaseException as error:
        if entry.builtin:
            raise
        raise _fails(path, entry.owner, error) from error


def _fails(path: str, owner: str, error: BaseException) -> PluginError:
    return PluginError(f"{owner}: {path!r} fails: {cause_of(error)}", f"report it to the authors of {owner}")
