"""Downloads from a real index on this machine: both page formats, find-links, and trouble of every kind."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import pytest
import requests

from robustbench_nlp.core.claims import Resource
from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.fetch import index, keep
from robustbench_nlp.fetch.index import Release, download
from robustbench_nlp.fetch.pip_settings import PipSettings

CONTENT = b"the real thing" * 1000
FILE = "Some_Data-1.0.tar.gz"
RELEASE = Release("Some.Data", FILE)
LINKS = f'<a href="other-0.9.tar.gz">old</a> <A HREF="../../files/{FILE}#sha256=abc" data-x="&gt;">new</A>'


class Answer(NamedTuple):
    content: bytes
    kind: str = "application/octet-stream"
    status: int = 200


def page(file: str) -> Answer:
    return Answer(
        json.dumps({"files": [{"filename": file, "url": f"/files/{file}#x"}]}).encode(),
        "application/vnd.pypi.simple.v1+json",
    )


PAGES = {
    "/html/some-data/": Answer(
        f"<!DOCTYPE html><html><body>{LINKS}</body></html>".encode(), "text/html; charset=utf-8"
    ),
    "/json/some-data/": page(FILE),
    "/other/some-data/": page("Some_Data-0.9.tar.gz"),
    "/links/": Answer(f'<a href="../files/{FILE.replace("_", "%5F")}">'.encode(), "text/html"),
    f"/files/{FILE}": Answer(CONTENT),
    "/broken/some-data/": Answer(b'{"files": [', "application/json"),
    "/portal/some-data/": Answer(b'{"detail": "please log in"}', "application/json"),
    "/strange/some-data/": Answer(b'{"files": ["a"]}', "application/json"),
    "/refusing/some-data/": Answer(b"no", "text/html", 403),
    "/lost/some-data/": page("gone/Some_Data-1.0.tar.gz"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/moved/"):
                self.send_response(302)
                self.send_header("Location", self.path.replace("/moved/", "/html/"))
                self.end_headers()
                return
            if "json" in self.path and "application/vnd.pypi.simple.v1+json" not in self.headers["Accept"]:
                self.send_error(406)
                return
            answer = PAGES.get(self.path, Answer(b"not here", "text/plain", 404))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.mark.parametrize("name", ["html", "html/", "json", "moved"])
def test_an_index_in_either_format(server, name):
    assert download(RELEASE, PipSettings((f"{server}/{name}",), ())) == CONTENT


def test_the_first_place_that_has_the_file_serves_it(server, tmp_path):
    (tmp_path / FILE).write_bytes(b"my own copy")
    places = (str(tmp_path / "nowhere"), str(tmp_path))
    assert download(RELEASE, PipSettings((f"{server}/html",), places)) == b"my own copy"
    assert download(RELEASE, PipSettings((f"{server}/html",), places[:1])) == CONTENT


@pytest.mark.parametrize("name", ["nowhere", "other", "broken", "portal", "strange", "refusing", "lost"])
def test_trouble_with_one_index_leaves_the_next(server, name):
    assert download(RELEASE, PipSettings((f"{server}/{name}", f"{server}/json"), ())) == CONTENT


@pytest.mark.parametrize("place", ["folder", "folder with spaces", "file:", "page"])
def test_find_links(server, tmp_path, place):
    folder = tmp_path / "wheels here"
    folder.mkdir()
    (folder / FILE).write_bytes(CONTENT)
    places = {
        "folder": str(folder),
        "folder with spaces": f"{folder}/",
        "file:": folder.as_uri(),
        "page": f"{server}/links/",
    }
    assert download(RELEASE, PipSettings((), (places[place],))) == CONTENT


@pytest.mark.parametrize("name", ["nowhere", "other", "broken", "portal", "strange", "refusing", "lost"])
def test_no_place_has_it(server, name):
    with pytest.raises(ResourceMissing) as caught:
        download(RELEASE, PipSettings((f"{server.replace('//', '//me:secret@')}/{name}",), ()))
    assert f"{FILE} cannot be fetched from the package index" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("trusted", "verify"), [((), "ca.pem"), (("127.0.0.1",), False), (("127.0.0.1:9",), "ca.pem"), (("PORT",), False)]
)
def test_certificates_are_looked_at_except_those_of_trusted_hosts(server, monkeypatch, trusted, verify):
    asked = []
    get = requests.Session.get

    def listening(session, url, **more):
        asked.append(more["verify"])
        return get(session, url, **more)

    monkeypatch.setattr(requests.Session, "get", listening)
    hosts = tuple(host.replace("PORT", server.removeprefix("http://")) for host in trusted)
    settings = PipSettings((f"{server}/html",), (), cert="ca.pem", trusted_hosts=hosts)
    assert download(RELEASE, settings) == CONTENT
    assert asked == [verify] * 2


def test_nobody_listens():
    with pytest.raises(ResourceMissing, match="ConnectionError"):
        download(RELEASE, PipSettings(("http://127.0.0.1:9/simple",), (), timeout=2))


def test_a_file_that_never_ends_is_given_up(server, monkeypatch):
    monkeypatch.setattr(index, "LARGEST", 1000)
    with pytest.raises(ResourceMissing, match="ValueError"):
        download(RELEASE, PipSettings((f"{server}/html",), ()))


@pytest.fixture
def resource() -> Resource:
    return Resource(
        name="thing",
        summary="a thing",
        licence="MIT",
        size_bytes=len(CONTENT),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        file="things/thing.tar.gz",
        fetch="nowhere:fetch",
    )


@pytest.fixture
def pip_says(server, monkeypatch):
    """What pip's configuration names as the index."""

    def go(name: str) -> None:
        monkeypatch.setattr(keep, "pip_settings", lambda: PipSettings((f"{server}/{name}",), ()))

    return go


def left_in(folder) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_fetched_once_checked_and_kept(resource, pip_says, tmp_path):
    pip_says("html")
    kept = keep.get(resource, RELEASE, tmp_path, None)
    assert kept.stat().st_mode & 0o444 == 0o444, "others may read a shared cache"
    assert kept == tmp_path / resource.file
    assert kept.read_bytes() == CONTENT
    assert kept.stat().st_mode & 0o777 == 0o644, "others who share the cache can read it"
    assert left_in(tmp_path) == [resource.file]
    pip_says("nowhere")
    assert keep.get(resource, RELEASE, tmp_path, None) == kept


def test_a_damaged_copy_is_fetched_again(resource, pip_says, tmp_path):
    (tmp_path / "things").mkdir()
    (tmp_path / resource.file).write_bytes(CONTENT[:100])
    pip_says("json")
    assert keep.get(resource, RELEASE, tmp_path, None).read_bytes() == CONTENT


def test_another_file_than_expected_is_never_kept(resource, pip_says, tmp_path, monkeypatch):
    monkeypatch.setitem(PAGES, f"/files/{FILE}", Answer(b"something else"))
    pip_says("html")
    with pytest.raises(ResourceMissing, match=f"sha256 {hashlib.sha256(b'something else').hexdigest()}") as caught:
        keep.get(resource, RELEASE, tmp_path, None)
    assert resource.sha256 in str(caught.value)
    assert left_in(tmp_path) == []


def test_a_wrong_file_does_not_replace_a_good_one(resource, tmp_path):
    own = tmp_path / "own"
    own.write_bytes(b"something else")
    (tmp_path / "things").mkdir()
    (tmp_path / resource.file).write_bytes(CONTENT)
    with pytest.raises(ResourceMissing, match="own is not the file expected"):
        keep.get(resource, RELEASE, tmp_path, own)
    assert (tmp_path / resource.file).read_bytes() == CONTENT


def test_without_a_network_the_way_out_is_told_and_works(resource, pip_says, tmp_path):
    pip_says("nowhere")
    with pytest.raises(ResourceMissing) as caught:
        keep.get(resource, RELEASE, tmp_path / "cache", None)
    assert "robust fetch thing --from FILE" in caught.value.hint
    own = tmp_path / "brought-along"
    own.write_bytes(CONTENT)
    assert keep.get(resource, RELEASE, tmp_path / "cache", own).read_bytes() == CONTENT


@pytest.mark.parametrize("own", ["missing", "."])
def test_a_file_that_cannot_be_read(resource, tmp_path, own):
    with pytest.raises(ResourceMissing, match="cannot read"):
        keep.get(resource, RELEASE, tmp_path, tmp_path / own)


def test_a_cache_that_cannot_be_written(resource, pip_says, tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    pip_says("html")
    with pytest.raises(ResourceMissing, match="cannot write") as caught:
        keep.get(resource, RELEASE, tmp_path / "file" / "cache", None)
    assert "ROBUST_CACHE" in caught.value.hint


def test_a_cache_that_cannot_be_looked_into(resource, tmp_path):
    """As a closed folder, of which root would notice nothing."""
    with pytest.raises(ResourceMissing, match="cannot write") as caught:
        keep.get(replace(resource, file="a" * 300), RELEASE, tmp_path, None)
    assert "ROBUST_CACHE" in caught.value.hint


def test_a_full_disk_leaves_nothing_half_written(resource, pip_says, tmp_path, monkeypatch):
    def full(descriptor, mode):
        raise OSError(28, "No space left on device")

    pip_says("html")
    monkeypatch.setattr(keep.os, "fdopen", full)
    with pytest.raises(ResourceMissing, match="No space left on device"):
        keep.get(resource, RELEASE, tmp_path, None)
    assert left_in(tmp_path) == []
