"""Words that carry no subject, and words that tell what kind of entry is wanted."""

# Without their apostrophes, as words are split: don't is dont, and so people write it.
_ENGLISH = frozenset(
    word.replace("'", "")
    for word in """
    a about above able actually after afterwards again all also although always am among an and any anybody anyone anything are aren't around as ask asked at away back be because been
    before being below between both but by came can can't cannot come could couldn't did didn't do does doesn't doing don't done down during each either else elsewhere etc ever
    every everybody everyone everything few find for from further gave get gets getting give given gives go goes going got had hadn't has hasn't have haven't having he hello
    her here hers herself hey hi him himself his how however i idea if in into is isn't it its itself just know let like list look
    looking lot lots made make makes making many may maybe me mean means might mine more most much must my myself need needed needs never no nobody nor not
    nothing now of off ok okay on once one ones only or other others ought our ours out over own people per perhaps person please put quite rather
    really s said same say says see seem seems shall she should shouldn't show shows since so some somebody someone something somewhere soon still such t take
    taken tell than thank thanks that the their theirs them themselves then there these they thing things think this those though
    through thus till to today tomorrow too try trying under until up upon us use used uses using very want wanted wants was wasn't way ways we well were weren't what
    whatever when where whether which while who whole whom whose why will with within without won't would wouldn't yes yesterday yet you your yours
    """.split()
)  # fmt: skip

# Whoever names a country in another language joins words in it too. Left out are those that are words in English.
_FOREIGN = frozenset(
    "aux avec das dans de dei del della der des du e el en est et im la las les los mit para por pour sobre sur und von y zum zur".split()
)
STOPWORDS = _ENGLISH | _FOREIGN

# Said of nearly every entry: they choose among kinds, and find nothing by themselves.
PRACTICE_WORDS = frozenset(
    "example examples programme programmes program programs practice practices project projects scheme schemes initiative initiatives country countries"
    " success story stories case cases model models".split()
)  # fmt: skip
RECOMMENDATION_WORDS = frozenset(
    "recommend recommends recommended recommendation recommendations suggest suggests suggested advise advises advice should ought option options action"
    " actions propose proposes proposed proposal proposals measure measures".split()
)  # fmt: skip
INSTRUMENT_WORDS = frozenset(
    "convention conventions treaty treaties resolution instrument instruments guidelines protocol declaration report document link text summary brief"
    " target".split()
)  # fmt: skip
# The subject of the whole desk, hence of no entry in particular.
FIELD_WORDS = frozenset(
    "migration migrant migrants government governments state states policy policies objective objectives section sections theme themes".split()
)
