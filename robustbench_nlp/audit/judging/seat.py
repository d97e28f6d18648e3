"""A judge's place among the annotators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from robustbench_nlp.audit.item import Item
from robustbench_nlp.audit.manifest import Annotator, Manifest
from robustbench_nlp.audit.names import refuse_unusable_names
from robustbench_nlp.errors import UsageError


def seated(
    manifest: Manifest, items: Sequence[Item], someone: Annotator, *, answered: bool
) -> tuple[Manifest, tuple[Item, ...]]:
    """The audit with the judge in it.

    Where the plan has an annotator of that name, the judge takes that sheet, as long as nobody else has `answered` it:
    nothing speaks in another's name. Else it is one more annotator, and gets every text: that no annotator sees two
    versions of one text is for those who remember, and a judge keeps nothing between texts.
    """
    refuse_unusable_names([someone.name])
    known = next((one for one in manifest.annotators if one.name == someone.name), None)
    if known is None:
        refuse_unusable_names([someone.name, *(one.name for one in manifest.annotators)])
        everything = tuple(replace(item, annotators=(*item.annotators, someone.name)) for item in items)
        return replace(manifest, annotators=(*manifest.annotators, someone)), everything
    if known != someone and answered:
        was = "a person" if known.kind == "person" else f"the {known.kind} {known.what}"
        raise UsageError(
            f"{known.name} has answered as {was}, and this is the {someone.kind} {someone.what}",
            "give this judge a name of its own with --annotator",
        )
    others = (someone if one is known else one for one in manifest.annotators)
    return replace(manifest, annotators=tuple(others)), tuple(items)
