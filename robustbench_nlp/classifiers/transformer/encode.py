"""From texts to token ids of bounded length: head, tail, or the head and the tail of what is too long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from robustbench_nlp.core.options import Truncation
from robustbench_nlp.errors import ModelError, UsageError

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

USUAL_LENGTH = 512
PROBE = "a"


class Encoder:
    """Token ids with the model's special tokens, at most `max_length` of them, all below `vocabulary`."""

    def __init__(
        self,
        tokenizer: PreTrainedTokenizerBase,
        max_length: int,
        truncation: Truncation,
        vocabulary: int | None = None,
    ) -> None:
        self._tokenizer = tokenizer
        self._vocabulary = vocabulary
        self.max_length = max_length
        self.truncation = truncation
        self._before, self._after = _special_tokens(tokenizer)
        self._budget = max_length - len(self._before) - len(self._after)
        if self._budget < 1:
            raise UsageError(f"--max-length {max_length} leaves no room for a token of the text")
        pad = tokenizer.pad_token_id
        self.pad: int = tokenizer.eos_token_id if pad is None else pad
        if self.pad is None:
            raise ModelError("the model's tokenizer has no token to pad with", "set its pad_token")
        self.pads_left: bool = tokenizer.padding_side == "left"
        self._refuse_unknown([self.pad, *self._before, *self._after])

    def __call__(self, texts: Sequence[str]) -> list[list[int]]:
        """One list of ids per text."""
        if not texts:
            return []
        found = self._tokenizer(
            list(texts), add_special_tokens=False, return_attention_mask=False, return_token_type_ids=False,
            verbose=False,
        )["input_ids"]  # fmt: skip
        # A text of nothing but unknown controls may have no token at all.
        rows = [[*self._before, *self._cut(ids), *self._after] or [self.pad] for ids in found]
        for row in rows:
            self._refuse_unknown(row)
        return rows

    def _refuse_unknown(self, ids: list[int]) -> None:
        # The model would fail at them with an error of its embedding table's, on a GPU for the rest of the process.
        if self._vocabulary is not None and max(ids) >= self._vocabulary:
            raise ModelError(
                f"the tokenizer gives the id {max(ids)}, and the model knows ids below {self._vocabulary}: "
                "they do not belong together",
                "put the tokenizer that the model was trained with into its folder",
            )

    def _cut(self, ids: list[int]) -> list[int]:
        budget = self._budget
        if len(ids) <= budget:
            return ids
        if self.truncation == "head":
            return ids[:budget]
        # The first quarter and the last three (Sun et al. 2019): reviews give their verdict at the end.
        head = budget // 4 if self.truncation == "head_tail" else 0
        return ids[:head] + ids[len(ids) - (budget - head) :]


def _special_tokens(tokenizer: PreTrainedTokenizerBase) -> tuple[list[int], list[int]]:
    """Ids that the tokenizer puts before and after a text, by looking: tokenizers share no method that says it."""
    plain = tokenizer(PROBE, add_special_tokens=False)["input_ids"]
    whole = tokenizer(PROBE)["input_ids"]
    for at in range(len(whole) - len(plain) + 1):
        if whole[at : at + len(plain)] == plain:
            return whole[:at], whole[at + len(plain) :]
    raise ModelError("the model's tokenizer does not keep a text together", "this kind of model is not supported")


def choose_max_length(wanted: int | None, tokenizer: PreTrainedTokenizerBase, positions: int | None) -> int:
    """Tokens per text: as wanted where the model has so many positions, else its own limit up to 512."""
    own = min(tokenizer.model_max_length, positions or 10**6)
    if wanted is None:
        return min(own, USUAL_LENGTH)
    if wanted < 1:
        raise UsageError(f"--max-length must be positive, not {wanted}")
    if wanted > own:
        raise UsageError(f"--max-length {wanted} is more than the model's {own} positions")
    return wanted
