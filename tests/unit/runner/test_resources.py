"""Is what a plugin needs here?"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import cast

from robustbench_nlp.core.claims import Resource
from robustbench_nlp.plugin.catalog import Entry
from robustbench_nlp.runner.resources import Needed

CONTENT = b"reviews"


def needed(file: str) -> Needed:
    digest = hashlib.sha256(CONTENT).hexdigest()
    return Needed(Resource("thing", "a thing", "MIT", len(CONTENT), digest, file, fetch="a:b"), cast(Entry, None))


def test_a_file_is_here_only_if_it_is_the_one_expected(tmp_path: Path) -> None:
    file = tmp_path / "thing.zip"
    assert needed("thing.zip").place(tmp_path) == ""
    file.write_bytes(CONTENT)
    assert needed("thing.zip").place(tmp_path) == str(file)
    file.write_bytes(CONTENT[:-1])
    assert needed("thing.zip").place(tmp_path) == ""


def test_a_folder_is_here_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "thing-1").mkdir()
    assert needed("thing-1").place(tmp_path) == str(tmp_path / "thing-1")


def test_what_cannot_be_looked_for_is_not_here(tmp_path: Path) -> None:
    """As in a closed folder, of which root would notice nothing."""
    assert needed("a" * 300).place(tmp_path) == ""
