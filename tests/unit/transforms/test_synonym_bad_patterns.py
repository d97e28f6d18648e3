"""What readers of drawn edits found wrong, and must not come back."""

from __future__ import annotations

import pytest

from robustbench_nlp.testing import apply
from robustbench_nlp.transforms.synonym.spec import SPEC


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Then the mob boss is killed.", "crowd boss"),
        ("It made me sick to my stomach.", "belly"),
        ("They struggle for humanity and altruism.", "mankind"),
        ("They are sex driven kittens.", "kitties"),
        ("This has a better chance of possibly being true.", "perhaps being"),
        ("A movie with the built in fan base would be seen.", "constructed"),
        ("It is the struggle to obtain assisted suicide.", "acquire"),
        ("Only a selected number of people liked it.", "chosen"),
        ("It was a 'clever clever' journalist.", "smart"),
        ("It was a big, big movie.", "large"),
        ("It was then dispensed in a method of theirs.", "technique"),
        ("It fails at being a competent horror movie.", "capable"),
        ("Of course the special effects did a good job.", "consequences"),
        ("You can cry me a river.", "weep"),
        ("They treat him like a chosen one.", "selected"),
        ("His drug induced coma ends.", "caused"),
        ("In the midst of the castle he falls.", "middle"),
        ("They approach the boat and attempt to board.", "effort"),
        ("It was a near career killer.", "murderer"),
    ],
)
def test_it_is_not_written(text, wrong):
    assert all(wrong not in apply(SPEC, text, "rate=1", seed) for seed in range(5))
