from __future__ import annotations

import importlib
import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from robustbench_nlp.audit.folder import audit_folder
from robustbench_nlp.audit.item import Item, Kind, sha256
from robustbench_nlp.audit.manifest import Annotator, Manifest, Stratum
from robustbench_nlp.classifiers.external.function import FunctionClassifier
from robustbench_nlp.core.report import Environment, Interval, Report, RunSpec, TransformResult
from robustbench_nlp.report.document import to_json

Script = Callable[[dict[str, Any]], "str | tuple[int, Any]"]
Start = Callable[[Script], "Server"]


class Server:
    """Speaks the protocol of chat completions. `reply` is what it says to a request: a text, or a status and a body."""

    def __init__(self, reply: Script) -> None:
        self.reply = reply
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.headers: dict[str, str] = {}
        outer, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with lock:
                    outer.requests.append(asked)
                    outer.keys.append(self.headers["Authorization"] or "")
                    said = outer.reply(asked)
                status, body = (200, completion(said, asked)) if isinstance(said, str) else said
                content = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(200 if self.path == "/v1/chat/completions" and status == 200 else status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._http.server_port}"
        self.url = f"http://{self.host}/v1"
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    @staticmethod
    def text_of(asked: dict[str, Any]) -> str:
        """The text that a request is about."""
        found: str = asked["messages"][1]["content"].removeprefix("<text>\n").removesuffix("\n</text>")
        return found

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


def completion(said: str, asked: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "x",
        "object": "chat.completion",
        "created": 0,
        "model": f"{asked['model']}-0613",
        "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}},
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 2, "total_tokens": 102},
    }


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts servers. Waiting between retries takes no time."""
    pytest.importorskip("openai")
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.001)
    monkeypatch.setattr("openai._base_client.MAX_RETRY_DELAY", 0.001)
    started: list[Server] = []

    def start(reply: Script) -> Server:
        started.append(Server(reply))
        return started[-1]

    yield start
    for one in started:
        one.close()


MODELS = """
def said(texts):
    return [[1 - ("good" in text), float("good" in text)] for text in texts]


def tested(texts):
    return said(texts)


def other(texts):
    return [row[::-1] for row in said(texts)]


def strange(texts):
    return [[0.2, 0.3, 0.5] for _ in texts]


tested.labels, tested.version = ("negative", "positive"), "1"
other.labels, other.version = ("pos", "neg"), "1"
strange.labels = ("news", "sport", "weather")
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run with an audit of `typo@3`: twelve rewritten texts, of which two are for both ann and ben, and controls.

    A text is positive if and only if "good" is in it. The model under test is `python:models_of_judges:tested`.
    """
    (tmp_path / "models_of_judges.py").write_text(MODELS, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "models_of_judges", raising=False)
    digest = FunctionClassifier("models_of_judges:tested", importlib.import_module("models_of_judges").tested).digest
    report = Report(
        spec=RunSpec("movies", "test", "f", "python:models_of_judges:tested", digest, ("typo.v1",), 0, 1, None, "en"),
        environment=Environment("0.1.0", "3.11", "Linux", "cpu", (), ()),
        signature="t:typo",
        n=100,
        labels=("negative", "positive"),
        class_counts=(50, 50),
        accuracy=Interval(0.9, 0.8, 0.95, 0.95, "wilson"),
        majority_share=0.5,
        results=(
            TransformResult(
                transform="typo@3", name="typo", severity=3, explicit="typo.v1", label_effect="keeps", control=False,
                n=100, pairs=100, coverage=1.0, words_changed=0.1, accuracy_before=0.9, accuracy_after=0.8,
                drop=Interval(0.1, 0.05, 0.15, 0.95, "tango"), p=0.01, p_holm=0.01, test="exact McNemar", broke=10,
                fixed=0,
            ),
        ),
        worst_of_all=None,
        worst_of_k=1,
        digest="the-run",
    )  # fmt: skip
    folder = audit_folder(tmp_path / "run", "typo@3")

    def item(number: int, kind: Kind, gold: str, who: tuple[str, ...], stratum: str) -> Item:
        text = f"a {'good' if gold == 'positive' else 'poor'} film, {number}"
        return Item(f"a-{number:04d}", str(number), kind, stratum, gold, who, text, sha256(f"{text}!"), "typo@3")

    items = [
        item(i, Kind.TRANSFORMED, ("positive", "negative")[i % 2], ("ann", "ben") if i < 2 else ("ann",),
             "10" if i < 6 else "11")
        for i in range(12)
    ]  # fmt: skip
    items += [item(20 + i, Kind.ORIGINAL, ("positive", "negative")[i % 2], ("ann",), "11") for i in range(10)]
    items += [item(40 + i, Kind.FLIP, ("positive", "negative")[i % 2], ("ann", "ben"), "11") for i in range(5)]
    manifest = Manifest(
        "movies", "test", "f", "typo@3", "typo.v1", ("negative", "positive"), (digest,), "the-run", 7, 12, 100, 0.1,
        (Stratum("10", 1, 10, 6), Stratum("11", 0, 90, 6)), (Annotator("ann"), Annotator("ben")), "v",
    )  # fmt: skip
    folder.write_plan(manifest, items)
    (tmp_path / "run" / "report.json").write_text(to_json(report), "utf-8")
    return tmp_path / "run"
