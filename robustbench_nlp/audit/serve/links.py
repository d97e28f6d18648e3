"""The secret part of every annotator's link, kept so that a link outlives a restart of the server."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable

from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.errors import DataError
from robustbench_nlp.runner.atomic import write_whole

LINKS = "links.json"


def links(folder: AuditFolder, annotators: Iterable[str], *, renew: bool = False) -> dict[str, str]:
    """The annotators' tokens: those of before, and new ones for who has none yet, or for all to `renew` them."""
    path = folder.path / LINKS
    known: dict[str, str] = {}
    if path.is_file() and not renew:
        try:
            known = dict(json.loads(path.read_text("utf-8")))
        except (ValueError, TypeError) as error:
            raise DataError(f"{path} cannot be read: {error}", "make new links: --new-links") from error
    tokens = {name: known.get(name) or secrets.token_urlsafe(16) for name in annotators}
    if tokens.items() - known.items():
        # Who can read this file can answer in anybody's name.
        write_whole(path, json.dumps({**known, **tokens}, ensure_ascii=False, indent=1).encode(), mode=0o600)
    return tokens
