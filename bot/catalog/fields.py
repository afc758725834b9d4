"""Field names, allowed values and limits: the only place where they stand.

The checker reads entries by these rules and `knowledge/TEMPLATE.yaml` is printed from them.
"""

from bot.catalog.specs import Field, Link, ListOf, Number, OneOf, Record, Text, Words

KINDS = ("practice", "recommendation", "instrument")
FOLDERS = {"practice": "practices", "recommendation": "recommendations", "instrument": "instruments"}
OBJECTIVE_COUNT = 23
GROUPS = (
    "all migrants", "migrant workers", "skilled workers", "domestic workers", "seasonal workers", "seafarers", "entrepreneurs",
    "students", "women", "children", "youth", "older people", "people with disabilities", "families", "refugees",
    "asylum seekers", "internally displaced people", "returnees", "diaspora", "migrants in vulnerable situations",
    "migrants in transit", "migrants in crises", "irregular migrants", "victims of trafficking", "smuggled migrants",
    "migrant organisations", "employers", "recruiters", "host communities", "local authorities", "officials",
)  # fmt: skip

ID = Text(48, r"[a-z0-9]+(?:[.-][a-z0-9]+)*", "an id of lower-case letters, digits, dots and hyphens")
THEME = Text(3, r"[1-6]\.[1-9]", 'a section of themes.yaml in quotes, as in "3.3"')
COUNTRY = Text(2, r"[A-Z]{2}", "an ISO 3166-1 alpha-2 code")
ITEM = Text(
    40,
    r"(?:policy option|practical action|example|recommendation|footnote) [1-9]\d{0,2}",
    "`policy option N`, `practical action N`, `example N`, `recommendation N` or `footnote N`",
)

SOURCE = Record(
    (
        Field("document", ID, True, "id of a document in sources.yaml", "gfmd-2017"),
        Field("section", Text(8), True, "section of that document, in quotes", '"3.3"'),
        Field("item", ITEM, True, "kind of passage and its number within the section", "example 3"),
        Field("begins", Words(3, 8, 120), False, "the passage's first words as printed; instruments may go without"),
        Field("pages", Text(9, r"\d{1,3}(?:-\d{1,3})?", 'pages in quotes, as in "25-27"'), False, "only where better known than by section"),
    )
)  # fmt: skip

_DETAIL = Text(400)
DETAILS = Record(
    (
        Field("who", _DETAIL, purpose="who runs it"),
        Field("what", _DETAIL, purpose="what it does"),
        Field("where", _DETAIL, purpose="where it works"),
        Field("since", _DETAIL, purpose="since when, or from when to when"),
        Field("partners", _DETAIL, purpose="who takes part"),
        Field("funding", _DETAIL, purpose="who pays"),
        Field("results", _DETAIL, purpose="what came of it, figures as in the source"),
        Field("limits", _DETAIL, purpose="what it does not do"),
        Field("points", ListOf(Text(300), 1, 12), purpose="sub-points of a long passage"),
    )
)

ENTRY = Record(
    (
        Field("id", ID, True, "permanent; the file's name without .yaml", "canada-ictc"),
        Field("kind", OneOf(KINDS, "a kind of entry"), True, "what it is; decides the folder", "practice"),
        Field("formerly", ListOf(ID, 1, 9), purpose="ids this entry had before", example="[canada-it-council]"),
        Field("title", Text(110), True, "a practice's or instrument's name; a recommendation's headline in our words"),
        Field("aliases", ListOf(Text(120), 1, 12), purpose="other names of this very thing; in one entry only", example="[ICTC]"),
        Field("summary", Text(700), True, "our own words, 1 to 4 sentences, no claim beyond the source"),
        Field("details", DETAILS, purpose="only what the source states"),
        Field("countries", ListOf(COUNTRY, 1, 20), purpose="ISO 3166-1 alpha-2, the one that runs it first", example="[CA]"),
        Field("organisations", ListOf(Text(60), 1, 12), purpose="short names, as in IOM", example="[ICTC]"),
        Field("groups", ListOf(OneOf(GROUPS, "one of the groups in bot/catalog/fields.py"), 1, 4), True, "people concerned", "[skilled workers]"),
        Field("themes", ListOf(THEME, 1, 4), True, "sections of themes.yaml, best first; the cluster follows", '["3.3"]'),
        Field("objectives", ListOf(Number(1, OBJECTIVE_COUNT), 1, 6), True, "of the 2018 Compact: our mapping", "[18, 23]"),
        Field("source", SOURCE, True, "where the passage stands"),
        Field("links", ListOf(Link(), 1, 6), purpose="only those the passage's own footnotes give", example='["http://gfmd.org/pfp/ppd/5763"]'),
        Field("asked_as", ListOf(Text(140), 3, 6), True, "how a practitioner would ask, everyday words, no echo of the title"),
        Field("related", ListOf(ID, 1, 24), purpose="entries that belong together", example="[gfmd-3.3-po-1]"),
        Field("note", Text(500), purpose="an inconsistency in the source, said plainly"),
    )
)  # fmt: skip

_SECTION = Record(
    (
        Field("number", Text(8), True),
        Field("title", Text(260), True),
        Field("pages", Text(9, r"\d{1,3}(?:-\d{1,3})?", 'pages in quotes, as in "25-27"')),
    )
)
DOCUMENT = Record(
    (
        Field("id", ID, True),
        Field("title", Text(200), True),
        Field("short", Text(60), True),
        Field("publisher", Text(120), True),
        Field("date", Text(40), True),
        Field("status", Text(500), True),
        Field("link", Link()),
        Field("sections", ListOf(_SECTION, 1, 60), True),
    )
)
SOURCES = Record(
    (Field("edition", Text(20), True, "names this state of the knowledge base"), Field("documents", ListOf(DOCUMENT, 1, 20), True))
)  # fmt: skip

_CROSSWALK = Record((Field("objective", Number(1, OBJECTIVE_COUNT), True), Field("reason", Text(200), True)))
_THEME = Record((Field("number", THEME, True), Field("label", Text(60), True), Field("crosswalk", ListOf(_CROSSWALK, 1, 8), True)))
_CLUSTER = Record(
    (
        Field("number", Text(1, r"[1-9]", "a digit in quotes"), True),
        Field("label", Text(60), True),
        Field("themes", ListOf(_THEME, 1, 9), True),
    )
)
_OBJECTIVE = Record((Field("number", Number(1, OBJECTIVE_COUNT), True), Field("label", Text(80), True)))
THEMES = Record(
    (
        Field("clusters", ListOf(_CLUSTER, 1, 9), True),
        Field("objectives", ListOf(_OBJECTIVE, OBJECTIVE_COUNT, OBJECTIVE_COUNT), True),
    )
)

_TERM = Text(60)
_ACRONYM = Record((Field("short", Text(24), True), Field("long", ListOf(Text(120), 1, 4), True)))
_ONE_WAY = Record((Field("asked", ListOf(_TERM, 1, 20), True), Field("means", ListOf(_TERM, 1, 6), True)))
_PLACE = Record(
    (
        Field("code", COUNTRY, True),
        Field("people", ListOf(Text(40), 1, 12)),
        Field("cities", ListOf(Text(40), 1, 24)),
    )
)
GLOSSARY = Record(
    (
        Field("acronyms", ListOf(_ACRONYM, 1, 600), True, "found both ways"),
        Field("alike", ListOf(ListOf(_TERM, 2, 12), 1, 600), True, "spellings and synonyms, found both ways"),
        Field("one_way", ListOf(_ONE_WAY, 1, 900), True, "who asks with the first finds the second, not the reverse"),
        Field("places", ListOf(_PLACE, 1, 300), True, "demonyms and cities, found as countries"),
    )
)

QUESTION_KINDS = (
    "keyword", "natural", "typo", "acronym", "paraphrase", "country", "figure", "instrument", "outsider", "refusal",
)  # fmt: skip
_QUESTION = Record(
    (
        Field("ask", Text(300), True, "as a practitioner would type it"),
        Field("kind", OneOf(QUESTION_KINDS, "a kind of question"), True),
        Field("within", Number(1, 5), purpose="among how many answers a right one must be"),
        Field("right", ListOf(ID, 1, 16), purpose="entries of which one must be found; none for a refusal"),
    )
)
_FLOORS = Record(
    (
        Field("right", Number(0, 100), True, "per cent of the checking half's questions that must be answered rightly"),
        Field("refused", Number(0, 100), True, "per cent of its refusals that must be refused"),
    )
)
QUESTIONS = Record((Field("floors", _FLOORS, True), Field("questions", ListOf(_QUESTION, 1, 2000), True)))

VERSION = Text(20, r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*", 'an edition in quotes, as in "2026.11"')
DATE = Text(10, r"20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", 'a date, as in "2026-11-22"')
_CORRECTED = Record((Field("id", ID, True), Field("what", Text(200), True, "what it says otherwise, for those who quoted it")))
_WITHDRAWN = Record(
    (
        Field("id", ID, True),
        Field("title", Text(110), True, "the title that it had, by which those who quoted it know it"),
        Field("why", Text(200), True),
        Field("successor", ID, purpose="the entry to read in its place, which lists the id under formerly"),
    )
)
_RELEASE = Record(
    (
        Field("version", VERSION, True, "the edition in sources.yaml"),
        Field("date", DATE, True),
        Field("note", Text(300), True, "one or two sentences in our own words"),
        Field("corrected", ListOf(_CORRECTED, 1, 600)),
        Field("withdrawn", ListOf(_WITHDRAWN, 1, 600)),
        Field("added", ListOf(ID, 1, 2000)),
    )
)
HISTORY = Record((Field("releases", ListOf(_RELEASE, 1, 400), True, "newest first"),))
