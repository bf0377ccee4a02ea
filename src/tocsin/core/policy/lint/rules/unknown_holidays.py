"""Countries and subdivisions whose holidays are taken exist (A0.5)."""

from collections.abc import Iterator

from tocsin.core.calendar.calendar import national_days
from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule

_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_CODES.split())
"""Countries whose holidays are known; a check without subdivisions need not load their tables."""
_ANY_YEAR = 2026


def check(context: Context) -> Iterator[Found]:
    """A country or subdivision that has no table of holidays."""
    for id_, calendar in context.policy.calendars.items():
        holidays = calendar.holidays
        path = ("calendars", id_, "holidays")
        if holidays.country is None:
            if holidays.subdivision:
                text = f"subdivision `{holidays.subdivision}` is named without its country"
                yield Found((*path, "subdivision"), text, "add `country:`")
        elif holidays.country not in COUNTRIES:
            near = did_you_mean(holidays.country.upper(), COUNTRIES)
            yield Found(
                (*path, "country"), f"`{holidays.country}` is no ISO 3166 country code", near or "as in `US`"
            )
        elif holidays.subdivision and (wrong := _wrong(holidays.country, holidays.subdivision)):
            yield Found(
                (*path, "subdivision"), wrong, "use the ISO 3166-2 code without the country, as in `CA`"
            )


def _wrong(country: str, subdivision: str) -> str:
    try:
        national_days(country, subdivision, _ANY_YEAR)
    except ValueError:
        return f"`{subdivision}` is no subdivision of {country} with holidays of its own"
    return ""


RULE = Rule(
    id="unknown-holidays",
    title="Holidays are of a country that is known",
    why="A calendar that silently has no holidays counts working hours on New Year's Day.",
    bad="calendars: {office: {holidays: {country: DE, subdivision: BQ}}}",
    good="calendars: {office: {holidays: {country: DE, subdivision: BY}}}",
    check=check,
    gravity=ERROR,
    shows=("A0.5",),
)
