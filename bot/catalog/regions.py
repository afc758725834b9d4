"""World regions, after the five of the UN's M49 list with western Asia and northern Africa told apart as the field does."""

AFRICA = "Africa south of the Sahara"
ARAB = "North Africa and western Asia"
AMERICAS = "Americas"
ASIA = "Asia and Pacific"
EUROPE = "Europe and central Asia"
REGIONS = (AFRICA, ARAB, AMERICAS, ASIA, EUROPE)

COUNTRIES_BY_REGION = {
    AFRICA: "AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ GQ ER SZ ET GA GM GH GN GW KE LS LR MG MW ML MR MU MZ NA NE NG RW ST SN SC SL SO ZA SS TZ TG UG ZM ZW",
    ARAB: "DZ BH EG IR IQ IL JO KW LB LY MA OM PS QA SA SD SY TN AE YE",
    AMERICAS: "AG AR BS BB BZ BO BR CA CL CO CR CU DM DO EC SV GD GT GY HT HN JM MX NI PA PY PE KN LC VC SR TT US UY VE",
    ASIA: "AF AU BD BT BN KH CN FJ HK IN ID JP KI KP KR LA MY MV MH FM MN MM NR NP NZ PK PW PG PH WS SG SB LK TW TH TL TO TV VU VN",
    EUROPE: "AL AD AM AT AZ BY BE BA BG HR CY CZ DK EE FI FR GE DE GR HU IS IE IT KZ KG XK LV LI LT LU MT MD MC ME NL MK NO PL PT RO RU SM RS SK SI ES SE CH TJ"
    " TR TM UA GB UZ VA",
}  # fmt: skip
_REGION_OF = {code: region for region, codes in COUNTRIES_BY_REGION.items() for code in codes.split()}


def region_of(code: str) -> str | None:
    """Return the region of a country, None for a territory that is listed under no region."""
    return _REGION_OF.get(code)
