"""The specs a plugin module declares, for parametrised tests."""

from __future__ import annotations

from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.plugin.broken import Refused
from robustbench_nlp.plugin.declare import specs_of
from robustbench_nlp.plugin.register import implementations


def transform_specs(plugin: object) -> list[TransformSpec]:
    """All transforms of an imported plugin, read as the program would; `AssertionError` where it would refuse them."""
    try:
        hooks = implementations(plugin).declaring
        return [spec for hook, function in hooks if hook.kind == "transforms" for spec in specs_of(hook, function)]
    except Refused as refused:
        raise AssertionError(f"{refused.cause} ({refused.suggestion})") from refused
