"""Runs the application until it is told to stop."""

from __future__ import annotations

import socket
from contextlib import closing

import uvicorn
from starlette.applications import Starlette

from robustbench_nlp.errors import UsageError


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes requests from now on; `UsageError` where the address cannot be used."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"cannot serve at {host}:{port}: {why}", "choose another --port or --host") from error


def serve(app: Starlette, listening: socket.socket) -> None:
    """Answer requests until the process is interrupted or told to end; those under way are finished."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        # Addresses hold secrets.
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=5,
    )
    with closing(listening):
        uvicorn.Server(config).run(sockets=[listening])
