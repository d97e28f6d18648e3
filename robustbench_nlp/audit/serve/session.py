"""One run of the server: whose texts it shows, at which addresses, and where the answers go."""

from __future__ import annotations

import importlib.util
import ipaddress
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import NamedTuple

from robustbench_nlp.audit.answers import Answers
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.labelling import Labelling
from robustbench_nlp.audit.named import refuse_judges
from robustbench_nlp.audit.serve.links import links
from robustbench_nlp.errors import ResourceMissing, UsageError


class Person(NamedTuple):
    """An annotator, the link to send, and how far they are."""

    name: str
    link: str
    done: int
    total: int


class Session:
    """A server that listens already and answers once it is `run`."""

    def __init__(
        self, people: dict[str, Labelling], listening: socket.socket, host: str, *, naturalness: bool = False
    ) -> None:
        self._people = people
        self._listening = listening
        self._naturalness = naturalness
        address, port = listening.getsockname()[:2]
        bound = ipaddress.ip_address(address.partition("%")[0])
        self.open_to_others = not bound.is_loopback
        """Whether other machines can reach it."""
        name = socket.gethostname() if bound.is_unspecified else f"[{host}]" if ":" in host else host
        self._base = f"http://{name}:{port}/a/"

    def people(self) -> list[Person]:
        """Everybody who can answer, with what is answered by now."""
        return [self._person(token, labelling) for token, labelling in self._people.items()]

    def run(self) -> None:
        """Serve until interrupted."""
        from robustbench_nlp.audit.serve.app import make_app
        from robustbench_nlp.audit.serve.server import serve

        with suppress(KeyboardInterrupt):
            serve(make_app(self._people, naturalness=self._naturalness), self._listening)

    def _person(self, token: str, labelling: Labelling) -> Person:
        labelling.refresh()
        return Person(labelling.annotator, f"{self._base}{token}/", *labelling.progress)


@contextmanager
def open_session(
    folder: AuditFolder,
    annotators: tuple[str, ...] = (),
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    naturalness: bool = False,
    renew: bool = False,
) -> Iterator[Session]:
    """A server for the people of an audit, or for some of them; leaves the answers in one plain file at the end.

    `ResourceMissing` without the libraries for it, `UsageError` for a judge, somebody without texts or a taken port.
    """
    if any(importlib.util.find_spec(name) is None for name in ("starlette", "uvicorn")):
        raise ResourceMissing(
            "labelling in the browser needs a web server", 'install it: pip install "robustbench-nlp[serve]"'
        )
    from robustbench_nlp.audit.serve.server import listen

    names = tuple(dict.fromkeys(annotators)) or tuple(
        someone.name for someone in folder.manifest().annotators if someone.kind == "person"
    )
    refuse_judges(folder.manifest(), names)
    if not names:
        raise UsageError("the audit has no people to label", "judges answer with: robust audit judge")
    with closing(listen(host, port)) as listening, closing(Answers(folder.path / folder.ANSWERS)) as answers:
        people = {name: Labelling(folder, name, answers.add) for name in names}
        tokens = links(folder, people, renew=renew)
        by_token = {tokens[name]: labelling for name, labelling in people.items()}
        yield Session(by_token, listening, host, naturalness=naturalness)
