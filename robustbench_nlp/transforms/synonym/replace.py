"""The edit that puts a form in the place of a word."""

from __future__ import annotations

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.transforms.synonym.forms import Form
from robustbench_nlp.transforms.synonym.sites import Site

RULE = "synonym"


def replacement(site: Site, form: Form) -> Edit:
    """The word alone, or with its article where that changes: "an automobile" to "a car". Case as it was."""
    new = form.new.capitalize() if site.word[0].isupper() else form.new
    if not (site.article and form.article):
        return Edit(site.start, site.start + len(site.word), site.word, new, RULE)
    article = site.article.rstrip()
    space = site.article[len(article) :]
    old = site.article + site.word
    written = form.article.capitalize() if article[0].isupper() else form.article
    start = site.start - len(site.article)
    return Edit(start, start + len(old), old, f"{written}{space}{new}", RULE)
