"""The pages an annotator sees: a text, the answers to choose from, how far they are; nothing that could unblind.

Every address in them is relative, so that they also work behind a proxy that puts a path in front. They work without
their script; the script adds keys, the time spent reading, and patience with a server that is away.
"""

from __future__ import annotations

from html import escape

from robustbench_nlp.audit.choices import NATURALNESS, Choice
from robustbench_nlp.audit.labelling import Labelling, Row
from robustbench_nlp.audit.shown import shown

COMMENT_LIMIT = 2000


def label_page(labelling: Labelling, row: Row) -> str:
    """A text and the answers to choose from."""
    given = labelling.given(row.audit_id)
    buttons = "".join(
        _button("label", choice.label, choice, chosen=given is not None and given.label == choice.label)
        for choice in labelling.choices
    )
    return _page(
        labelling,
        _text(row)
        + f"""<form class="answers" method="post" action="answer" data-timed>
<input type="hidden" name="audit_id" value="{escape(row.audit_id)}">
<input type="hidden" name="seconds" value="">
<p class="question">Which label fits this text?</p>
<div class="choices">{buttons}</div>
<details class="note"><summary data-key="n"><kbd>n</kbd> Note</summary>
{_note(labelling.note(row.audit_id))}
</details>
</form>""",
    )


def rate_page(labelling: Labelling, row: Row) -> str:
    """The same text, its label saved, and the question how natural it reads."""
    buttons = "".join(_button("naturalness", str(n), Choice(str(n), words)) for n, words in NATURALNESS.items())
    return _page(
        labelling,
        _text(row)
        + f"""<form class="answers" method="post" action="rate">
<input type="hidden" name="audit_id" value="{escape(row.audit_id)}">
<p class="question">Saved. How natural does it read?</p>
<div class="choices">{buttons}<a class="choice" href="./" data-key="0"><kbd>0</kbd> <span>skip</span></a></div>
</form>""",
    )


def done_page(labelling: Labelling) -> str:
    """Nothing is left to do."""
    return _page(
        labelling,
        '<main class="done"><h1>All done. Thank you!</h1><p>Every answer is saved. You can close this page.</p></main>',
    )


def problem_page(title: str, words: str) -> str:
    """An address that leads nowhere, or a request that cannot be carried out."""
    return _document(f'<main class="done"><h1>{escape(title)}</h1><p>{escape(words)}</p></main>')


def _page(labelling: Labelling, content: str) -> str:
    done, total = labelling.progress
    last = labelling.last()
    undo = (
        ""
        if last is None
        else f"""<form method="post" action="undo"><input type="hidden" name="audit_id" value="{escape(last.audit_id)}">
<button class="undo" data-key="u"><kbd>u</kbd> Undo</button></form>"""
    )
    return _document(
        f"""<header><span class="who">{escape(labelling.annotator)}</span>
<progress value="{done}" max="{total}" aria-label="Progress"></progress>
<span class="count">{done} of {total}</span>{undo}</header>
{content}
<p id="status" role="status"></p>"""
    )


def _text(row: Row) -> str:
    return f'<main><article id="text" lang="" dir="auto" tabindex="-1">{escape(shown(row.text))}</article></main>\n'


def _button(name: str, value: str, choice: Choice, *, chosen: bool = False) -> str:
    key = escape(choice.key)
    hint = f"<kbd>{key}</kbd> " if key else ""
    meaning = f" <small>{escape(choice.meaning)}</small>" if choice.meaning else ""
    state = ' aria-pressed="true"' if chosen else ""
    return (
        f'<button class="choice" name="{name}" value="{escape(value)}" data-key="{key}"{state}>'
        f"{hint}<span>{escape(choice.label)}{meaning}</span></button>"
    )


def _note(comment: str) -> str:
    attributes = f'name="comment" rows="2" maxlength="{COMMENT_LIMIT}" aria-label="Note"'
    # A browser drops one line break at the very start.
    return f"<textarea {attributes}>\n{escape(comment)}</textarea>"


def _document(body: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Which label fits?</title>
<link rel="icon" href="../../static/icon.svg">
<link rel="stylesheet" href="../../static/label.css">
<script src="../../static/label.js" defer></script>
</head>
<body>
{body}
</body>
</html>
"""
