"""What is asked of a model's layers before it is trained."""

from __future__ import annotations

from transformers import PreTrainedModel

from robustbench_nlp.errors import UsageError


def freeze_layers(model: PreTrainedModel, count: int) -> None:
    """Exclude from training what comes before the layers (the embeddings) and the first `count` layers.

    Architectures share no name for their stack of layers: it is the longest list of modules. `UsageError` where it is
    shorter than `count`.
    """
    from torch.nn import ModuleList

    encoder = model.base_model
    stacks = [(name, m) for name, m in encoder.named_modules() if isinstance(m, ModuleList) and len(m)]
    name, stack = max(stacks, key=lambda found: len(found[1]), default=("", ()))
    if count > len(stack):
        raise UsageError(f"--freeze-layers {count}: the model has {len(stack)} layers", "name at most as many")
    layers = False
    for parameter_name, parameter in encoder.named_parameters():
        inside = parameter_name.startswith(f"{name}.")
        layers = layers or inside
        if layers and not (inside and int(parameter_name[len(name) + 1 :].partition(".")[0]) < count):
            return
        parameter.requires_grad_(False)


def save_memory(model: PreTrainedModel) -> None:
    """Compute activations a second time instead of keeping them; `UsageError` where the architecture cannot."""
    if not model.supports_gradient_checkpointing:
        raise UsageError(f"--gradient-checkpointing: {type(model).__name__} has none", "leave it out")
    # Later versions of transformers have another name for it.
    enable = getattr(model, "activation_checkpointing_enable", None) or model.gradient_checkpointing_enable
    # The reentrant kind passes no gradient to layers above frozen ones.
    enable({"use_reentrant": False})
