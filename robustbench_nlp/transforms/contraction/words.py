"""Closed lists that decide a form without a tagger. What is on no list is not decided by them.

Sources: Quirk et al. (1985), A Comprehensive Grammar of the English Language, for the forms and function words;
frequent adjectives, verbs and participles by hand, without any that could be read both ways.
"""

from __future__ import annotations

from robustbench_nlp.language import participles

PERSONAL = frozenset("i you he she it we they".split())
WH_ADVERB = frozenset("why how when where".split())
WH_SUBJECT = frozenset("who which that what".split())
WH = frozenset(
    """why how when where who whom whose which that what than as whatever whoever wherever whenever however whichever
    if""".split()
)
"""After one of these and its subject, `is` may close the clause: "what it is", "than it is"."""
CLAUSE_START = frozenset("and but so or well yes no please oh just then because now again first".split())
"""A statement without a subject may follow: "and don't miss it"."""

CLAUSE_OPENERS = frozenset(
    """and but or so because since although though while unless until think thinks thought believe say says said feel
    know knew guess suppose hope course well yes no oh""".split()
)
"""What follows begins a clause, so that its predicate cannot stand before it."""
AUXILIARIES = frozenset(
    """am is are was were do does did have has had can could will would shall should may might must not cannot don't
    doesn't didn't can't won't wouldn't couldn't shouldn't isn't aren't wasn't weren't""".split()
)

# Words after `'s` or `is` that cannot be past participles, so that `'s` is `is` and not `has`.
ARTICLES = frozenset("a an".split())
DETERMINERS = ARTICLES | frozenset(
    """the no my your his her our their another any some one two three four five six seven eight nine ten both all this
    that these those such""".split()
)
PREPOSITIONS = frozenset(
    """in on at from of for with about like into under over between beyond without within because by to around during
    after before against among behind since until unlike up out off down here there next""".split()
)
NOMINALS = frozenset(
    """what why how where who when it him her them me us you something nothing anything everything someone everyone
    everybody nobody anyone plenty lots neither none much""".split()
)
DEGREE = frozenset(
    """not so very too quite rather pretty more less most least as only truly really almost nearly just even such
    far""".split()
)
ADVERBS = frozenset("always never already ever still also simply often usually sometimes maybe perhaps now".split())
"""With `DEGREE` and words in -ly: between the auxiliary and what decides its form."""
NO_ADVERB = frozenset("likely unlikely lovely ugly silly friendly deadly lonely lively early reply apply rely".split())
ADJECTIVES = frozenset(
    """able absurd afraid amateurish amazing ashamed atrocious available average awake aware awesome awful bad
    beautiful believable better best big bizarre bleak boring brilliant capable certain charming cheap cheesy classic
    clear clever close cold comical common compelling competent complex complete cool corny crazy creepy critical
    curious cute dark dead decent deep delightful depressing different difficult dim disgusting dreadful dull dumb easy
    effective embarrassing emotional empty enjoyable enough entertaining epic essential evident excellent exceptional
    exciting extraordinary fair familiar fantastic fascinating fast fine fond forgettable formulaic free fresh full fun
    funny generic glad good gorgeous graphic great gripping gross gruesome guilty happy hard heartbreaking heartwarming
    hilarious hip hollow honest horrible horrific hot human idiotic illogical important impossible impressive
    incoherent incredible inevitable inferior innocent inspiring intelligent intense interesting intriguing ironic
    irrelevant jealous kind lame lazy likable likely lonely long loud lovely lucky magical mediocre melodramatic
    memorable mindless miserable moody moving necessary nice nonsensical normal obvious odd okay old original
    outrageous outstanding painful pathetic perfect playful poignant poor popular positive possible powerful precious
    predictable pretentious pretty proud pure quiet quick rare raw ready real realistic refreshing relevant remarkable
    responsible rich ridiculous right romantic sad safe sappy scary secret sentimental serious sexy shallow sharp
    shocking short sick silly similar simple sincere slow small smart smooth solid sorry special spectacular steady
    strange strong stunning stupid subtle successful suitable superb superficial superior sure surprising suspenseful
    sweet talky tall tedious tense terrible terrific thrilling timeless touching tough tragic true typical ugly unable
    unbearable unbelievable unclear understandable unfortunate unfunny unique unlikely unnecessary unrealistic unusual
    unwatchable upbeat useful useless vague violent visible vital watchable weak weird well wise wonderful worse worst
    worth worthless worthwhile worthy wrong young""".split()
)
AFTER_IS = DETERMINERS | PREPOSITIONS | NOMINALS | ADJECTIVES
AFTER_ADJECTIVE = (
    (AFTER_IS - ADJECTIVES) | PERSONAL | frozenset("and but or nor as if when while though although than".split())
)
INTENSIFIERS = frozenset("very too quite pretty extremely more most less".split())
"""They go with an adjective only."""
COLLOQUIAL = frozenset("gonna gotta wanna kinda sorta".split())

PASSIVE = (
    dict.fromkeys("supposed meant forced".split(), "to")
    | {"based": "on"}
    | dict.fromkeys(
        """accompanied attacked caused created directed done driven edited followed haunted helped inspired joined
        killed led made played portrayed produced released sung supported surrounded told voiced written""".split(),
        "by",
    )
)
"""Transitive verbs and a particle: right after the participle it leaves no room for an object, so `'s` is not `has`."""

BASE_VERBS = frozenset(
    """absolve accept add admit advise agree appear appreciate argue ask assume avoid be begin believe blame break
    bring buy call care catch change check choose classify compare complain consider continue count deserve describe
    die disagree discover do eat end enjoy expect explain fail fall feel figure find fit follow forget get give go grow
    guess happen hate have hear help hesitate hope imagine keep kill know laugh learn leave like listen live look lose
    love make mean mention mind miss move need notice offer pass pay pick play prefer prove provide pull rank rate
    realize recognize recommend regret remain remember remind rent reveal ruin save say see seem sell send show sing
    sit sleep sound speak spend spoil stand start stay stick stop succeed suggest suppose survive take talk tell thank
    think throw tolerate touch trade try turn understand urge use venture wait walk want warn waste watch welcome win
    wish wonder work worry write""".split()
)
"""Base forms that are no past forms as well; `put`, `cut`, `let`, `come`, `run`, `read` are not here."""
BOTH_FORMS = frozenset(
    """beat become bet burst cast come cost cut hit hurt let overcome put quit read rid run set shed shut split spread
    thrust upset wed""".split()
)
"""Base form and participle at once: after `'d` either long form fits."""
PARTICIPLES = frozenset(
    """been begun bought broken brought caught chosen decided done drawn driven eaten enjoyed expected failed fallen
    felt finished forgotten found given gone gotten grown had happened heard hoped known learned liked lost loved made
    managed meant met missed noticed played recommended rented said seemed seen shown spent spoken started stolen
    stopped taken thought told tried turned understood wanted watched wished wondered worked written""".split()
)
"""Past participles, for `had` after `'d` and for `have` as an auxiliary."""
ED_NO_PARTICIPLE = frozenset("need feed bleed speed breed proceed succeed exceed indeed embed".split())
NOT_AFTER_HAVE = frozenset("had finished".split())
NOT_AFTER_HAD = NOT_AFTER_HAVE | frozenset("lost broken liked loved missed stolen written chosen made".split())
"""Adjectives as well: "they have finished products", "he had broken ribs"."""
IRREGULAR_PARTICIPLES = PARTICIPLES | BOTH_FORMS | participles.IRREGULAR_PARTICIPLES

ITS_NOT_IT_IS = frozenset(
    """in on at of for with from by to into about through during throughout despite has have had having lost loses gets
    makes gives given due within without under over behind per via off around""".split()
)
"""Before "it's" these mean "its", which is often misspelt so."""
NOUNS_IN_ING = frozenset(
    """ending setting pacing acting casting rating meaning timing editing directing writing feeling opening beginning
    undoing showing filming lighting making shooting airing styling storytelling""".split()
)
PREDICATE_NOUNS = frozenset(
    """time fun nonsense garbage trash crap rubbish hell art news history bull bullshit junk proof evidence genius
    magic torture heaven food entertainment satire comedy fiction""".split()
)
"""Nouns that follow "it's" without an article."""


def between(word: str) -> bool:
    """May the word stand between an auxiliary and what decides its form?"""
    return word in ADVERBS or word in DEGREE or (word.endswith("ly") and word not in NO_ADVERB)
