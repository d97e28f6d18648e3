"""`robust audit serve`."""

from __future__ import annotations

from typing import Annotated

import typer

from robustbench_nlp.cli.audit import options as audit
from robustbench_nlp.cli.remark import remark


def serve(
    run: audit.Run,
    transform: audit.Transform = None,
    annotator: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this person. Repeatable.")] = None,
    naturalness: Annotated[bool, typer.Option("--naturalness", help="Also ask how natural a text reads.")] = False,
    host: Annotated[str, typer.Option(help="0.0.0.0 lets other machines in: without encryption.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="<int>", help="0 for any that is free.")] = 8765,
    new_links: Annotated[bool, typer.Option("--new-links", help="Make the old links invalid.")] = False,
) -> None:
    """Let people label in the browser.

    Everybody gets a link of their own, and every answer is saved at once. Ctrl-C stops it.
    """
    from robustbench_nlp.audit.find import find_audit
    from robustbench_nlp.audit.serve.session import open_session

    with open_session(
        find_audit(run, transform), tuple(annotator or ()), host, port, naturalness=naturalness, renew=new_links
    ) as session:
        for person in session.people():
            typer.echo(f"{person.name}: {person.link} ({person.done} of {person.total} answered)")
        if session.open_to_others:
            remark("Other machines can reach it, and read what passes: the links are not encrypted.")
        remark("Ctrl-C stops the server; the links stay valid when it is started again.")
        session.run()
    for person in session.people():
        typer.echo(f"{person.name}: {person.done} of {person.total} answered")
