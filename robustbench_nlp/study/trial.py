"""A training of a few examples before the first step: what is wrong with the options must not show after hours."""

from __future__ import annotations

import dataclasses
import shutil

from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.study.folder import TRIAL, StudyFolder
from robustbench_nlp.study.setup import Setup
from robustbench_nlp.study.small import small_model

TRIED = 8


def try_options(setup: Setup, catalog: Catalog, folder: StudyFolder) -> None:
    """Raise what a training and its model would raise: an unknown base, options that it has not, a full disk."""
    for left in folder.path.glob(f"{TRIAL}*"):
        shutil.rmtree(left, ignore_errors=True)
    once = dataclasses.replace(setup.request.options, epochs=1.0)
    request = dataclasses.replace(setup.request, options=once)
    # In the folder of the study: it is that disk which has to have the room.
    with small_model(dataclasses.replace(setup, request=request), catalog, TRIED, folder.path):
        pass
