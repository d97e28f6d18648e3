"""`robust audit serve` as a process: its links, its end, and what it says where it cannot begin."""

from __future__ import annotations

import importlib.util
import socket
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest

pytest.importorskip("uvicorn", reason="needs the extra `serve`")

from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.labelling import Labelling
from robustbench_nlp.audit.manifest import Annotator
from robustbench_nlp.audit.serve.links import LINKS, links
from robustbench_nlp.audit.serve.session import open_session
from robustbench_nlp.errors import DataError, ResourceMissing, UsageError


def post(address: str, **fields: str) -> None:
    with urllib.request.urlopen(address, urlencode(fields).encode(), timeout=20) as reply:
        assert reply.status == 200


def test_a_server_killed_between_two_answers_goes_on_at_the_same_address(
    start: Callable[..., Any], folder: AuditFolder
) -> None:
    first, second, third = (row.audit_id for row in Labelling(folder, "anna").rows[:3])
    server = start()
    link = server.links["anna"]
    post(link + "answer", audit_id=first, label="positive")
    post(link + "answer", audit_id=second, label="mixed")
    server.kill()
    assert [response.label for response in folder.responses()] == ["positive", "mixed"]
    again = start(port=server.port)
    assert again.links == server.links
    post(link + "answer", audit_id=third, label="negative")
    assert again.stop() == (0, "anna: 3 of 8 answered\nbert: 0 of 4 answered\n")
    assert len(folder.responses()) == 3
    assert not list(folder.path.glob("*-wal"))


def test_links_differ_are_kept_from_others_and_can_be_renewed(folder: AuditFolder) -> None:
    first = links(folder, ["anna"])
    both = links(folder, ["anna", "bert"])
    assert both["anna"] == first["anna"] != both["bert"]
    assert all(len(token) >= 22 for token in both.values())
    assert (folder.path / LINKS).stat().st_mode & 0o077 == 0
    assert not links(folder, ["anna", "bert"], renew=True).items() & both.items()
    (folder.path / LINKS).write_text("{")
    with pytest.raises(DataError, match="--new-links") as error:
        links(folder, ["anna"])
    assert "cannot be read" in error.value.message
    assert links(folder, ["anna"], renew=True)


def test_only_people_get_a_link(folder: AuditFolder) -> None:
    with open_session(folder) as session:
        assert [(person.name, person.done, person.total) for person in session.people()] == [
            ("anna", 0, 8),
            ("bert", 0, 4),
        ]
        assert all(person.link.startswith("http://127.0.0.1:") for person in session.people())
        assert not session.open_to_others
    with open_session(folder, ("bert",), "0.0.0.0") as session:
        (bert,) = session.people()
        assert bert.link.startswith(f"http://{socket.gethostname()}:")
        assert session.open_to_others


def test_what_cannot_be_served_is_said(folder: AuditFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(UsageError, match=f"cannot serve at 127.0.0.1:{port}.*--port"),
            open_session(folder, port=port),
        ):
            pass
    for nowhere in ("no.such.host.invalid", "a..b"):
        with pytest.raises(UsageError, match="cannot serve at"), open_session(folder, host=nowhere):
            pass
    with pytest.raises(UsageError, match=r"carl.*anna, bert"), open_session(folder, ("carl",)):
        pass
    manifest = folder.manifest()
    folder.write_plan(replace(manifest, annotators=(Annotator("m", "model", "x"),)), folder.items())
    with pytest.raises(UsageError, match="no people"), open_session(folder):
        pass
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ResourceMissing, match=r"robustbench-nlp\[serve\]"), open_session(folder):
        pass
