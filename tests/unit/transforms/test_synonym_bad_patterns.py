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
        # read by another judge
        ("He began to age normally (how convenient).", "usually"),
        ("The picture was an exact likeness of her.", "resemblance"),
        ("There was a strong hatred of women in it.", "hate of"),
        ("She was pleasing to the viewer.", "pleasant"),
        ("Supervising engineer Ralph fell.", "Overseeing"),
        ("The film spoke to me about them.", "talked"),
        ("There were some great tributes to the past.", "homage"),
        ("It was like various films blended together.", "different"),
        ("Some scenes are truly, satisfyingly horrible.", "terrible"),
        ("Some scenes are truly, satisfyingly horrible.", "awful"),
        ("The acting isn`t exactly serious stuff.", "precisely"),
        ("The acting isn't exactly serious stuff.", "precisely"),
        ("Art imitates life imitates art.", "mimics"),
        ("Art imitates life imitates art.", "copies"),
        ("Could there possibly be more?", "perhaps"),
        ("They were tested and sometimes even changed.", "occasionally"),
        ("The makers answered questions afterwards.", "later"),
        ("The pacing, however, works well.", "nevertheless"),
        ("The pacing, however, works well.", "nonetheless"),
        ("He could be clumsy, clever, funny and sober.", "smart"),
        ("They concocted a messy film.", "devised"),
        ("There are several things which are certain and beyond any doubt.", "sure"),
        ("There was trouble with the script and with the script writer.", "screenplay writer"),
        ("His father falls tragically ill and dies.", "sick"),
        ("It was when our infant nation was without funds.", "country"),
        # read by a third
        ("Read the book for an accurate occurrence of the story.", "event"),
        ("The monsters attack in all their naked rock-bottom-budget glory.", "nude"),
        ("It is stripped naked in the end.", "nude"),
        ("It is another attempt at trying to portray teens.", "attempting"),
        ('She says: "Keep it down baby, I\'m trying to sleep."', "attempting"),
        ("She says we’re trying to sleep.", "attempting"),
        ("I am to understand, though, that they like it.", "comprehend"),
        ("I can understand how the title suggested it.", "comprehend"),
        ("They have perhaps forgotten to keep it in view.", "maybe"),
        ("It is, perhaps, forgotten.", "maybe"),
        ("Considering the often time misogyny of them, it is true.", "frequently"),
        ("They are often times wrong.", "frequently"),
        ("We see little of him. Mostly, he gets to walk.", "Largely"),
        ("Mostly he gets to walk.", "Largely"),
    ],
)
def test_it_is_not_written(text, wrong):
    assert all(wrong not in apply(SPEC, text, "rate=1", seed) for seed in range(5))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("She was naked in his bed.", "nude"),
        ("There are naked women.", "nude"),
        ("They were trying to hint at it.", "attempting"),
        ("He slept. Perhaps he was tired.", "Maybe"),
        ("It works, and perhaps he was tired.", "maybe"),
        ("He is often sloppy.", "frequently"),
        ("It is mostly empty.", "largely"),
    ],
)
def test_what_the_same_pairs_write_elsewhere(text, right):
    assert any(right in apply(SPEC, text, "rate=1", seed) for seed in range(5))
