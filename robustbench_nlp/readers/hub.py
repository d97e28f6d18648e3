"""Data sets of the hub. Only data files are read: `datasets` refuses those that need a script of their own."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.errors import DataError, one_line
from robustbench_nlp.hub_patience import hub_answers, hub_silence, impatient
from robustbench_nlp.readers.build import build
from robustbench_nlp.readers.names import HUB
from robustbench_nlp.readers.samples.spec import SPEC as SAMPLES
from robustbench_nlp.readers.saved import as_table
from robustbench_nlp.readers.split_names import choose_split

if TYPE_CHECKING:
    import datasets

OFFLINE = (
    "without a network: a copy in the hub's cache is found by itself; else give a local file or folder, or "
    "--dataset movies after `robust fetch movies`"
)


def read(request: DatasetRequest) -> Dataset:
    """One split of a hub data set; `DataError` says what to do where the hub cannot be reached."""
    hub_id = HUB.get(request.source, request.source)
    with impatient():
        import datasets

        datasets.disable_progress_bars()
        answers = hub_answers()
        try:
            with _offline(not answers):
                split, loaded = _load(hub_id, hub_id, request)
        except DataError:
            raise
        except Exception as error:
            # Whatever the hub client raises: network errors of three libraries have no common parent.
            copy = _downloaded_copy(hub_id, request)
            if copy is None:
                # Offline, `datasets` names the switch that was put for it, which the user has not touched.
                reason = hub_silence() if not answers and isinstance(error, ConnectionError) else one_line(error)
                hint = _hint(request.source)
                raise DataError(f"the hub data set {hub_id} cannot be fetched: {reason}", hint) from error
            split, loaded = copy
    where = f"{hub_id}/{split}"
    return build(as_table(loaded, where), request, name=request.source, split=split, where=where)


def _hint(written: str) -> str:
    close = difflib.get_close_matches(written, [*HUB, *SAMPLES.aliases], 1)
    return f"did you mean {close[0]}?" if close and close[0] != written else OFFLINE


@contextmanager
def _offline(wanted: bool) -> Iterator[None]:
    """`datasets` looks into its cache at once, rather than after half a minute of asking a hub that is not there."""
    from datasets import config

    before = config.HF_HUB_OFFLINE
    config.HF_HUB_OFFLINE = before or wanted
    try:
        yield
    finally:
        config.HF_HUB_OFFLINE = before


def _load(place: str, hub_id: str, request: DatasetRequest) -> tuple[str, datasets.Dataset]:
    import datasets

    config = request.config or None
    try:
        split = choose_split(request.split, datasets.get_dataset_split_names(place, config), hub_id)
        return split, datasets.load_dataset(place, config, split=split)
    except ValueError as error:
        # The configurations to choose from stand at its end.
        said = one_line(error, longest=300)
        raise DataError(f"{hub_id} cannot be loaded: {said}", "a configuration: --config") from error


def _downloaded_copy(hub_id: str, request: DatasetRequest) -> tuple[str, datasets.Dataset] | None:
    """What `hf download` left in the hub's cache: without a network `datasets` looks only at what it loaded before."""
    import huggingface_hub

    try:
        folder = huggingface_hub.snapshot_download(hub_id, repo_type="dataset", local_files_only=True)
        return _load(folder, hub_id, request)
    except DataError:
        raise
    except Exception:
        # No copy, or parts of one: then the trouble with the network is what there is to tell.
        return None
