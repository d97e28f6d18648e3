"""Closed lists that decide a form without a tagger. What is on no list is not decided.

Sources: Quirk et al. (1985), A Comprehensive Grammar of the English Language, for the forms; frequent adjectives,
verbs and participles by hand, without any that could be read both ways.
"""

from __future__ import annotations

PERSONAL = frozenset("i you he she it we they".split())
WH_ADVERB = frozenset("why how when where".split())
WH_SUBJECT = frozenset("who which that what".split())
WH = WH_ADVERB | WH_SUBJECT | frozenset("than as whatever whoever wherever whenever however whichever if".split())
"""After one of these and its subject, `is` may close the clause: "what it is", "than it is"."""

CLAUSE_START = frozenset("and but so or well yes no please oh just then because".split())

# Words after `'s` or `is` that cannot be past participles, so that `'s` is `is` and not `has`.
DETERMINERS = frozenset("a an the no my your his her our their another any some one two three".split())
PREPOSITIONS = frozenset(
    "in on at from of for with about like into under over between beyond without within because by".split()
)
DEGREE = frozenset("not so very too quite rather pretty more less most as also only simply truly really".split())
ADJECTIVES = frozenset(
    """able amazing awesome awful bad beautiful better big boring brilliant clear clever close cool cute dark
    dead dull easy enough entertaining exciting excellent fair fine free full fun funny good great happy hard
    hilarious horrible important impossible interesting lame likely nice obvious odd okay old perfect poor
    possible ready real rich right sad safe scary serious short sick silly simple slow smart sorry strange
    strong stupid sure terrible true ugly understandable unfortunate weak weird well wonderful worse worth
    wrong young""".split()
)
AFTER_IS = DETERMINERS | PREPOSITIONS | DEGREE | ADJECTIVES
# Between the auxiliary and what decides its form.
ADVERBS = frozenset(
    "always never just already ever still also actually probably certainly definitely really simply even".split()
)

BASE_VERBS = frozenset(
    """be have get go see say make take give find know think like love want recommend watch prefer hate enjoy
    buy do keep tell rent suggest advise agree add call wait stay rate expect laugh appreciate understand
    remember forget mention say argue bet guess hope leave try look feel need use ask""".split()
)
"""Base forms that are no past forms as well; `put`, `cut`, `let`, `come`, `run`, `read` are not here."""
PARTICIPLES = frozenset(
    """been seen gone done taken given known shown written made become had heard watched expected hoped loved
    enjoyed wanted thought seemed liked missed tried happened forgotten begun chosen spoken fallen grown
    broken""".split()
)
"""Past participles, for `had` after `'d` and for `have` as an auxiliary."""
PARTICIPLES_ONLY = frozenset(
    "been seen gone done taken given known shown written forgotten begun chosen spoken".split()
)
"""Those that nobody takes for an adjective after `is`."""
NOT_AUXILIARY_HAVE = DETERMINERS | frozenset("much many enough nothing".split())
