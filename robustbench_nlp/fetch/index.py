"""Finds and downloads one file of a release through a package index (PEP 503 and 691) or a find-links folder."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.fetch.pip_settings import PipSettings

if TYPE_CHECKING:
    import requests

ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
LARGEST = 200_000_000


@dataclass(frozen=True)
class Release:
    """A file of a project on a package index."""

    project: str
    file: str


def download(release: Release, settings: PipSettings) -> bytes:
    """The bytes of the file from the first place that has it; `ResourceMissing` tells what each place said."""
    import requests

    trouble = []
    with requests.Session() as session:
        session.headers["Accept"] = ACCEPT
        if settings.proxy:
            session.proxies = {"http": settings.proxy, "https": settings.proxy}
        session.cert = settings.client_cert or None
        for place in (*settings.find_links, *(_project_page(index, release) for index in settings.indexes)):
            try:
                found = next((url for url in _links(session, place, settings) if _file_of(url) == release.file), None)
                if found is not None:
                    return _read(session, found, settings)
            except (OSError, ValueError, KeyError, TypeError) as error:
                # Also JSON of another shape, as a login page sends it. The exception alone: addresses may carry a
                # password.
                trouble.append(type(error).__name__)
    said = f" ({', '.join(sorted(set(trouble)))})" if trouble else ""
    raise ResourceMissing(f"{release.file} cannot be fetched from the package index that pip uses here{said}")


def _project_page(index: str, release: Release) -> str:
    return f"{index.rstrip('/')}/{re.sub(r'[-_.]+', '-', release.project).lower()}/"


def _links(session: requests.Session, place: str, settings: PipSettings) -> Iterator[str]:
    folder = _local(place)
    if folder is not None:
        if folder.is_dir():
            yield from (path.as_uri() for path in sorted(folder.resolve().iterdir()))
        return
    answer = _get(session, place, settings)
    answer.raise_for_status()
    if "json" in answer.headers.get("Content-Type", ""):
        yield from (urljoin(answer.url, file["url"]) for file in answer.json()["files"])
        return
    page = _Page()
    page.feed(answer.text)
    yield from (urljoin(answer.url, link) for link in page.links)


def _read(session: requests.Session, url: str, settings: PipSettings) -> bytes:
    file = _local(url)
    if file is not None:
        return file.read_bytes()
    with _get(session, url, settings) as answer:
        answer.raise_for_status()
        content = bytearray()
        for piece in answer.iter_content(1 << 16):
            content += piece
            if len(content) > LARGEST:
                raise ValueError("the file is larger than it can be")
    return bytes(content)


def _get(session: requests.Session, url: str, settings: PipSettings) -> requests.Response:
    parts = urlsplit(url)
    trusted = {parts.hostname, f"{parts.hostname}:{parts.port}"} & set(settings.trusted_hosts)
    verify = settings.cert or True
    with warnings.catch_warnings():
        # The user has told pip to trust the host; urllib3 would warn of it at each request.
        warnings.simplefilter("ignore")
        return session.get(url, timeout=settings.timeout, stream=True, verify=False if trusted else verify)


def _file_of(url: str) -> str:
    return unquote(urlsplit(url).path).rsplit("/", 1)[-1]


def _local(place: str) -> Path | None:
    parts = urlsplit(place)
    if parts.scheme == "file":
        return Path(unquote(parts.path))
    return None if parts.scheme in ("http", "https") else Path(place)


class _Page(HTMLParser):
    """The links of a simple index page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the address of each anchor."""
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value]
