from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from robustbench_nlp.api import load_dataset
from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.errors import RobustError
from robustbench_nlp.plugin.catalog import Catalog, load_catalog

Read = Callable[..., Dataset]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture
def read(catalog: Catalog, tmp_path: Path) -> Read:
    """Reads as `--dataset` does; a file's content may be given with its name."""

    def go(source: str | Path, content: bytes | str | None = None, **more: str) -> Dataset:
        path = tmp_path / source
        if content is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return load_dataset(DatasetRequest(str(path), **more), catalog=catalog)

    return go


@pytest.fixture
def refused(read: Read) -> Callable[..., str]:
    """What a user is told about a source that cannot be read: one line."""

    def go(*arguments: object, **more: str) -> str:
        with pytest.raises(RobustError) as caught:
            read(*arguments, **more)
        said = str(caught.value)
        assert "\n" not in said
        return said

    return go
