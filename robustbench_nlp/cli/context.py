"""What the options before the sub-command say: which plugins may, and must, take part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from robustbench_nlp.plugin.catalog import Catalog


@dataclass(frozen=True)
class Context:
    """Kept in `typer.Context.obj`."""

    strict_plugins: bool
    required_plugins: tuple[str, ...]

    def catalog(self) -> Catalog:
        """Load the plugins as asked."""
        from robustbench_nlp.plugin.catalog import load_catalog

        return load_catalog(strict=self.strict_plugins, required=self.required_plugins)
