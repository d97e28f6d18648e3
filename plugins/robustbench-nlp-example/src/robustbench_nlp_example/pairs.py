"""American and British spellings of one word each, by hand.

Left out on purpose: pairs where one of the spellings is also another word, another part of speech or a unit (meter,
license, practice, check, program, tire, draft, story, analyzes, ton), and words that one of the two countries writes
either way (judgment, dialogue, yogurt). Words in -ize are taken as American although some British houses use them, too.
"""

from __future__ import annotations

from functools import lru_cache

TABLE = """
color colour; colors colours; colored coloured; coloring colouring; colorful colourful; colorless colourless
favor favour; favors favours; favored favoured; favorite favourite; favorites favourites; favorable favourable
unfavorable unfavourable; flavor flavour; flavors flavours; flavored flavoured; flavorful flavourful
humor humour; humorless humourless; honor honour; honors honours; honored honoured; honorable honourable
dishonor dishonour; dishonorable dishonourable; harbor harbour; harbors harbours; labor labour; labored laboured
neighbor neighbour; neighbors neighbours; neighborhood neighbourhood; neighborhoods neighbourhoods
rumor rumour; rumors rumours; rumored rumoured; behavior behaviour; behaviors behaviours; savior saviour
endeavor endeavour; endeavors endeavours; armor armour; armored armoured; odor odour; odors odours; parlor parlour
vapor vapour; vigor vigour; splendor splendour; candor candour; fervor fervour; valor valour; tumor tumour
tumors tumours; clamor clamour; demeanor demeanour; misdemeanor misdemeanour

center centre; centers centres; centered centred; centering centring; centerpiece centrepiece
theater theatre; theaters theatres; fiber fibre; fibers fibres; caliber calibre; luster lustre; lackluster lacklustre
meager meagre; somber sombre; specter spectre; scepter sceptre; saber sabre; liter litre; liters litres
kilometer kilometre; kilometers kilometres; centimeter centimetre; centimeters centimetres
maneuver manoeuvre; maneuvers manoeuvres

defense defence; defenses defences; defenseless defenceless; offense offence; offenses offences; pretense pretence

realize realise; realizes realises; realized realised; realizing realising; realization realisation
recognize recognise; recognizes recognises; recognized recognised; recognizing recognising
recognizable recognisable; unrecognizable unrecognisable; apologize apologise; apologizes apologises
apologized apologised; apologizing apologising; organize organise; organized organised; organizing organising
organization organisation; organizations organisations; criticize criticise; criticized criticised
criticizing criticising; emphasize emphasise; emphasizes emphasises; emphasized emphasised
sympathize sympathise; sympathized sympathised; memorize memorise; memorized memorised
mesmerize mesmerise; mesmerized mesmerised; mesmerizing mesmerising; summarize summarise; summarized summarised
fantasize fantasise; fantasized fantasised; agonize agonise; agonizing agonising; agonizingly agonisingly
characterize characterise; characterized characterised; characterization characterisation
characterizations characterisations; glamorize glamorise; glamorized glamorised; patronize patronise
patronizing patronising; traumatize traumatise; traumatized traumatised; idealize idealise; idealized idealised
analyze analyse; analyzed analysed; analyzing analysing; paralyze paralyse; paralyzed paralysed
paralyzing paralysing

traveled travelled; traveling travelling; traveler traveller; travelers travellers; canceled cancelled
canceling cancelling; labeled labelled; labeling labelling; modeled modelled; modeling modelling
marveled marvelled; marvelous marvellous; marvelously marvellously; quarreled quarrelled; quarreling quarrelling
signaled signalled; signaling signalling; fueled fuelled; fueling fuelling; unraveled unravelled
unraveling unravelling; channeled channelled; channeling channelling; grueling gruelling; jeweler jeweller
jewelry jewellery; counselor counsellor; counselors counsellors; woolen woollen
fulfill fulfil; fulfills fulfils; fulfillment fulfilment; enroll enrol; enrollment enrolment
installment instalment; installments instalments; skillful skilful; skillfully skilfully; willful wilful
willfully wilfully

gray grey; grayish greyish; cozy cosy; cozier cosier; skeptical sceptical; skeptic sceptic; skeptics sceptics
skepticism scepticism; mold mould; moldy mouldy; smolder smoulder; smoldering smouldering; plow plough
mustache moustache; mustaches moustaches; pajamas pyjamas; aluminum aluminium; sulfur sulphur
catalog catalogue; catalogs catalogues
"""


@lru_cache(maxsize=1)
def to_uk() -> dict[str, str]:
    """British spelling by American."""
    return dict(entry.split() for line in TABLE.splitlines() for entry in line.split(";") if entry.strip())


@lru_cache(maxsize=1)
def to_us() -> dict[str, str]:
    """American spelling by British."""
    return {british: american for american, british in to_uk().items()}
