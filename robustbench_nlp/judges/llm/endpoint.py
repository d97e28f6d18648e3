"""The service behind an address: one question, one reply; what goes wrong is told in one line."""

from __future__ import annotations

import os
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from robustbench_nlp.errors import ModelError, ResourceMissing, UsageError, one_line
from robustbench_nlp.judges.llm.prompt import Messages

USUAL_KEY = "OPENAI_API_KEY"
NO_KEY = "none"
"""Sent where no key is asked for: the client insists on one, servers on one's own machine ignore it."""
RETRIES = 5
"""Of what may pass: too many requests, errors of the server, no connection. The client waits longer each time."""
TIMEOUT_SECONDS = 120.0
MOST_TOKENS = 2048
"""In a reply: room for models that think first, an end to those that do not stop."""


class Reply(NamedTuple):
    """What came back; `refused` says why the service would not answer about this text."""

    text: str
    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    refused: str = ""


class Endpoint:
    """One model at one address."""

    def __init__(self, model: str, base_url: str = "", key: str = "", *, retries: int = RETRIES) -> None:
        """`ResourceMissing` without the client, `UsageError` where the address or the key is missing or none."""
        try:
            import openai
        except ImportError as error:
            raise ResourceMissing(
                "asking a language model needs the client for it", 'install it: pip install "robustbench-nlp[llm]"'
            ) from error

        self.model = model
        address = base_url or os.environ.get("OPENAI_BASE_URL", "") or "https://api.openai.com/v1"
        self.host = _host(address)
        self._openai = openai
        self._answered = False
        self._client = openai.OpenAI(
            api_key=_key(key, usual=not base_url), base_url=address, max_retries=retries, timeout=TIMEOUT_SECONDS
        )

    def ask(self, messages: Messages) -> Reply:
        """The reply at temperature 0.

        A request that is refused for its content is a reply that says so, once another request was answered; before
        that, and for everything else that five retries do not mend, it is a `ModelError`.
        """
        openai = self._openai
        try:
            found = self._client.chat.completions.create(
                model=self.model, messages=cast("Any", messages), temperature=0, max_tokens=MOST_TOKENS
            )
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            if not self._answered:
                raise self._failed(error, "see whether the model takes temperature and max_tokens") from error
            return Reply("", refused=_told(error))
        except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
            hint = f"export {USUAL_KEY}, or name the variable that holds the key with --key-variable"
            raise self._failed(error, hint) from error
        except openai.NotFoundError as error:
            hint = "check the model's name and --base-url, which usually ends in /v1"
            raise self._failed(error, hint) from error
        except (openai.OpenAIError, ValueError) as error:
            raise self._failed(error, "what was answered is kept; the same command goes on") from error
        self._answered = True
        return self._reply(found)

    def _reply(self, found: object) -> Reply:
        # Servers that only resemble the original leave out what they like.
        choices = getattr(found, "choices", None) or []
        message = getattr(choices[0], "message", None) if choices else None
        usage = getattr(found, "usage", None)
        return Reply(
            text=str(getattr(message, "content", None) or ""),
            model=str(getattr(found, "model", None) or self.model),
            tokens_in=int(getattr(usage, "prompt_tokens", None) or 0),
            tokens_out=int(getattr(usage, "completion_tokens", None) or 0),
            refused="" if choices else "a reply without content",
        )

    def _failed(self, error: Exception, hint: str) -> ModelError:
        return ModelError(f"{self.model} at {self.host}: {_told(error)}", hint)


def _host(address: str) -> str:
    """Host and port: an address can hold a name and a password, which no file and no message may show."""
    try:
        parts = urlsplit(address)
        host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError:
        parts, host = None, None
    if parts is None or parts.scheme not in {"http", "https"} or not host:
        raise UsageError("--base-url is not an address", "write it like http://localhost:8000/v1")
    return host


def _key(variable: str, *, usual: bool) -> str:
    """The key. That of the usual service is never sent to another address unless the user says so."""
    if not variable and not usual:
        return NO_KEY
    variable = variable or USUAL_KEY
    key = os.environ.get(variable, "").strip()
    if not key:
        raise UsageError(f"no key: {variable} is not set", f"export {variable}=..., or name another --key-variable")
    return key


def _told(error: Exception) -> str:
    body = getattr(error, "body", None)
    said = body.get("message") if isinstance(body, dict) else None
    return one_line(said or error, longest=300)
