"""The web application: for every annotator a secret address with the next text, and three forms that save answers."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from robustbench_nlp.audit.labelling import Labelling
from robustbench_nlp.audit.serve.form import read_form, seconds
from robustbench_nlp.audit.serve.headers import SafeHeaders
from robustbench_nlp.audit.serve.pages import COMMENT_LIMIT, done_page, label_page, problem_page, rate_page
from robustbench_nlp.errors import RobustError, UsageError

STATIC = Path(__file__).parent / "static"


def make_app(people: Mapping[str, Labelling], *, naturalness: bool = False) -> Starlette:
    """The application for the annotators in `people`, by token; with `naturalness` it asks for that as well."""
    # Requests run in threads, and two tabs of one annotator share a state.
    lock = threading.Lock()

    async def answering(request: Request, work: Callable[[Labelling], Response]) -> Response:
        labelling = _whose(people, request.path_params["token"])

        def held() -> Response:
            with lock:
                # The same annotator may have answered in the terminal meanwhile.
                labelling.refresh()
                return work(labelling)

        return await run_in_threadpool(held)

    async def show(request: Request) -> Response:
        asked = request.query_params

        def page(labelling: Labelling) -> Response:
            if "rate" in asked and labelling.given(asked["rate"]):
                return HTMLResponse(rate_page(labelling, labelling.row(asked["rate"])))
            row = labelling.row(asked["text"]) if "text" in asked else labelling.next_open()
            return HTMLResponse(done_page(labelling) if row is None else label_page(labelling, row))

        return await answering(request, page)

    async def answer(request: Request) -> Response:
        form = await read_form(request)
        audit_id = form.get("audit_id", "")

        def save(labelling: Labelling) -> Response:
            comment = form.get("comment", "").replace("\r\n", "\n").strip()[:COMMENT_LIMIT]
            labelling.answer(audit_id, form.get("label", ""), seconds=seconds(form.get("seconds", "")), comment=comment)
            return _then(f"./?rate={audit_id}" if naturalness else "./")

        return await answering(request, save)

    async def rate(request: Request) -> Response:
        form = await read_form(request)

        def save(labelling: Labelling) -> Response:
            said = form.get("naturalness", "")
            labelling.rate(form.get("audit_id", ""), int(said) if said.isascii() and said.isdigit() else 0)
            return _then("./")

        return await answering(request, save)

    async def undo(request: Request) -> Response:
        form = await read_form(request)

        def take_back(labelling: Labelling) -> Response:
            # The page says which: asked twice, still only one is taken back.
            row = labelling.undo(form.get("audit_id", ""))
            return _then(f"./?text={row.audit_id}" if row else "./")

        return await answering(request, take_back)

    return Starlette(
        routes=[
            Route("/a/{token}/", show),
            Route("/a/{token}/answer", answer, methods=["POST"]),
            Route("/a/{token}/rate", rate, methods=["POST"]),
            Route("/a/{token}/undo", undo, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={HTTPException: _refused, UsageError: _misused, RobustError: _not_saved},
    )


def _whose(people: Mapping[str, Labelling], token: str) -> Labelling:
    found = None
    for known, labelling in people.items():
        # All are compared, in constant time: how long it takes says nothing about any of them.
        if secrets.compare_digest(known.encode(), token.encode("utf-8", "surrogatepass")):
            found = labelling
    if found is None:
        raise HTTPException(404)
    return found


def _then(address: str) -> Response:
    return RedirectResponse(address, status_code=303)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    return HTMLResponse(problem_page("Nothing here", "Ask whoever sent you the link for a new one."), status)


async def _misused(request: Request, error: Exception) -> Response:
    return HTMLResponse(problem_page("That did not work", f"{error}. Go back and reload the page."), 400)


async def _not_saved(request: Request, error: Exception) -> Response:
    return HTMLResponse(problem_page("Not saved", f"{error}. Go back and try again."), 503)
