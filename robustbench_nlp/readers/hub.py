"""Data sets of the hub. Only data files are read: `datasets` refuses those that need a script of their own."""

from __future__ import annotations

from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.errors import DataError
from robustbench_nlp.hub_patience import impatient
from robustbench_nlp.readers.build import build
from robustbench_nlp.readers.saved import as_table
from robustbench_nlp.readers.split_names import choose_split

ALIASES = {
    "imdb": "stanfordnlp/imdb",
    "sst2": "stanfordnlp/sst2",
    "rotten_tomatoes": "cornell-movie-review-data/rotten_tomatoes",
}
OFFLINE = (
    "without a network: a copy in the hub's cache is found by itself; else give a local file or folder, or "
    "--dataset movies after `robust fetch movies`"
)


def read(request: DatasetRequest) -> Dataset:
    """One split of a hub data set; `DataError` says what to do where the hub cannot be reached."""
    hub_id = ALIASES.get(request.source, request.source)
    config = request.config or None
    with impatient():
        import datasets

        datasets.disable_progress_bars()
        try:
            splits = datasets.get_dataset_split_names(hub_id, config)
            split = choose_split(request.split, splits, hub_id)
            loaded = datasets.load_dataset(hub_id, config, split=split)
        except DataError:
            raise
        except ValueError as error:
            raise DataError(f"{hub_id} cannot be loaded: {_first_line(error)}", "a configuration: --config") from error
        except Exception as error:
            # Whatever the hub client raises: network errors of three libraries have no common parent.
            raise DataError(f"the hub data set {hub_id} cannot be had: {_first_line(error)}", OFFLINE) from error
    return build(as_table(loaded), request, name=request.source, split=split, where=f"{hub_id}/{split}")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:160]
