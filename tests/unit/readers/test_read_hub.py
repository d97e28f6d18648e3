"""Hub data sets from the caches a machine may have, with the real `datasets` and without a network.

The hub's client reads its environment when it is imported, so everything is read in one process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

REVISION = "0123456789abcdef0123456789abcdef01234567"
CARD = """---
dataset_info:
  config_name: plain_text
  features:
  - name: text
    dtype: string
  - name: label
    dtype:
      class_label:
        names:
          '0': neg
          '1': pos
configs:
- config_name: plain_text
  data_files:
  - split: train
    path: data/train-*
  - split: test
    path: data/test-*
---
"""

# What `datasets.load_dataset` leaves behind after it has loaded a hub data set, made by `datasets` itself.
PREPARE = """
import os, sys
import datasets
from datasets.packaged_modules.json.json import Json
features = datasets.Features({"text": datasets.Value("string"), "label": datasets.ClassLabel(names=["neg", "pos"])})
files = {split: [f"{sys.argv[1]}/{split}.jsonl"] for split in ("train", "test")}
for name, config in (("loaded", "plain_text"), ("two_configs", "one"), ("two_configs", "two"), ("imdb", "plain_text")):
    builder = Json(dataset_name=name, config_name=config, hash="c0ffee", features=features, data_files=files)
    builder.download_and_prepare()
    made = os.path.dirname(os.path.dirname(os.path.dirname(builder.cache_dir)))
    kept = made.replace(name, ("stanfordnlp___" if name == "imdb" else "org___") + name)
    os.makedirs(kept, exist_ok=True)
    os.rename(os.path.join(made, builder.config_id), os.path.join(kept, config))
"""
READ = """
import json, sys
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import DataError
from robustbench_nlp.readers.hub import read
answers = []
for request in json.loads(sys.argv[1]):
    try:
        dataset = read(DatasetRequest(**request))
        rows = [[example.text, dataset.labels[example.label]] for example in dataset.examples]
        answers.append({"name": dataset.name, "split": dataset.split, "rows": rows})
    except DataError as error:
        answers.append({"message": error.message, "hint": error.hint})
print(json.dumps(answers))
"""

REQUESTS = {
    "loaded before": {"source": "org/loaded"},
    "loaded before, train": {"source": "org/loaded", "split": "train"},
    "loaded before, by alias": {"source": "imdb"},
    "loaded before, no such split": {"source": "org/loaded", "split": "nothing"},
    "loaded before, no such config": {"source": "org/loaded", "config": "nothing"},
    "two configs, one named": {"source": "org/two_configs", "config": "two", "split": "train"},
    "two configs, none named": {"source": "org/two_configs"},
    "downloaded": {"source": "org/downloaded"},
    "downloaded, train": {"source": "org/downloaded", "split": "train", "config": "plain_text"},
    "downloaded, no such split": {"source": "org/downloaded", "split": "nothing"},
    "downloaded, card only": {"source": "org/card-only"},
    "never seen": {"source": "org/never-seen"},
    "no id at all": {"source": "never-seen either"},
    "misspelt": {"source": "movie"},
}


def rows_of(split: str) -> list[dict[str, object]]:
    return [{"text": f"{split} {i}", "label": i % 2} for i in range(4)]


def snapshot(hub: Path, name: str, card: str) -> Path:
    """The folder of a revision as `hf download` lays it out."""
    repository = hub / f"datasets--org--{name}"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text(REVISION, "utf-8")
    (repository / "snapshots" / REVISION / "data").mkdir(parents=True)
    (repository / "snapshots" / REVISION / "README.md").write_text(card, "utf-8")
    return repository / "snapshots" / REVISION


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HF_HOME of a machine that has loaded some data sets and downloaded others."""
    folder = tmp_path_factory.mktemp("hub")
    home = folder / "home"
    downloaded = snapshot(home / "hub", "downloaded", CARD)
    snapshot(home / "hub", "card-only", CARD)
    for split in ("train", "test"):
        (folder / f"{split}.jsonl").write_text("\n".join(map(json.dumps, rows_of(split))), "utf-8")
        pq.write_table(pa.Table.from_pylist(rows_of(split)), downloaded / f"data/{split}-00000-of-00001.parquet")
    process(PREPARE, str(folder), home)
    return home


def process(code: str, argument: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HF_HOME": str(home), "HF_HUB_OFFLINE": "1", **more}
    for name in ("HF_DATASETS_CACHE", "HF_HUB_CACHE"):
        environment.pop(name, None)
    command = [sys.executable, "-c", code, argument]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def answers(home: Path) -> dict[str, dict[str, object]]:
    done = process(READ, json.dumps(list(REQUESTS.values())), home)
    return dict(zip(REQUESTS, json.loads(done.stdout.splitlines()[-1]), strict=True))


def rows(split: str) -> list[list[str]]:
    return [[f"{split} {i}", "pos" if i % 2 else "neg"] for i in range(4)]


@pytest.mark.parametrize(
    ("asked", "name", "split"),
    [
        ("loaded before", "org/loaded", "test"),
        ("loaded before, train", "org/loaded", "train"),
        ("loaded before, by alias", "imdb", "test"),
        ("two configs, one named", "org/two_configs", "train"),
        ("downloaded", "org/downloaded", "test"),
        ("downloaded, train", "org/downloaded", "train"),
    ],
)
def test_a_copy_in_a_cache_is_read_without_a_network(answers, asked, name, split):
    assert answers[asked] == {"name": name, "split": split, "rows": rows(split)}


@pytest.mark.parametrize(
    ("asked", "said", "hint"),
    [
        ("loaded before, no such split", "org/loaded has no split 'nothing'", "train, test"),
        ("loaded before, no such config", "plain_text", "--config"),
        ("two configs, none named", "two", "--config"),
        ("downloaded, no such split", "org/downloaded has no split 'nothing'", "train, test"),
        ("downloaded, card only", "org/card-only cannot be fetched", "robust fetch movies"),
        ("never seen", "org/never-seen cannot be fetched: HF_HUB_OFFLINE is set", "robust fetch movies"),
        ("misspelt", "movie cannot be fetched", "did you mean movies?"),
        ("no id at all", "never-seen either cannot be", ""),
    ],
)
def test_what_cannot_be_had_is_one_line_with_a_way_out(answers, asked, said, hint):
    answer = answers[asked]
    assert said in answer["message"]
    assert hint in answer["hint"]
    assert "\n" not in answer["message"]


def test_a_hub_that_does_not_answer_is_told_at_once_and_copies_are_read_all_the_same(home):
    """Nobody listens at that address; the client alone would try six times, for 23 seconds."""
    unreachable = {"HF_HUB_OFFLINE": "0", "HF_ENDPOINT": "http://127.0.0.1:9", "NO_PROXY": "*"}
    asked = [{"source": "org/never-seen"}, {"source": "org/loaded"}, {"source": "org/downloaded"}]
    started = time.monotonic()
    done = process(READ, json.dumps(asked), home, **unreachable)
    assert time.monotonic() - started < 15
    never_seen, loaded, downloaded = json.loads(done.stdout.splitlines()[-1])
    assert "org/never-seen cannot be fetched: the hub does not answer" in never_seen["message"]
    assert "without a network" in never_seen["hint"]
    assert loaded["rows"] == downloaded["rows"] == rows("test")
    assert "Retry" not in done.stderr
