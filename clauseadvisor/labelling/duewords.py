"""The words around an amount that tell what it is due for, as patterns on text in small letters."""

from __future__ import annotations

import re
from functools import cache

from clauseadvisor.labelling.lexicon import either, lexicon, spelled

#: Periods of the calendar, which a level is measured over.
CALENDAR = frozenset({"week", "month", "quarter", "year"})
#: Words at which the description of a base ends.
_BASE_ENDS = (
    r"per|for|from|until|if|by|in|when|where|shall|will|may|is|are|which|that\s+(?:is|are|has)|and|or"
    r"|as|to|at|up|plus|minus|during|below|above|each|every|with|after|then|times"
)


@cache
def period_nouns() -> dict[str, str]:
    """What a noun means as a period: its spelling, and the name of the period."""
    return spelled(lexicon("amounts")["period"])


@cache
def period_adjectives() -> dict[str, str]:
    """What an adjective or adverb means as a period."""
    return spelled(lexicon("amounts")["periodic"])


@cache
def taken_of() -> re.Pattern[str]:
    """The base of a share: "of the monthly fee"."""
    ends = rf"\b(?:{_BASE_ENDS}|an?\s+(?:{either(period_nouns())}))\b"
    return re.compile(
        rf"\s*(?:[)\]]\s*)?(?:interest\s+)?(?:of|on|off)\s+(?P<base>(?:(?!{ends})(?:[^,;:.()\n]|(?<=\d)[.,](?=\d))){{2,80}}?)"
        rf"\s*(?=$|[,;:.()\n]|{ends})",
    )


@cache
def level_before() -> re.Pattern[str]:
    """A share behind a comparison is a level that was reached, not a price."""
    return re.compile(rf"(?:{either(lexicon('amounts')['comparison']['spellings'])})\s*\Z")


@cache
def due_for() -> re.Pattern[str]:
    """What stands right behind an amount: "per month", "for each late van", "a day", "annually"."""
    nouns = either(period_nouns())
    adverbs = either(lexicon("amounts")["adverbs"]["spellings"])
    adjectives = either(period_adjectives())
    other = other_thing()
    return re.compile(
        rf"""
        (?:\s*[)\]])?\s*(?:per\s?cent\b|%)?\s*(?:interest|(?:late\s+)?(?:charge|fee|penalty))?[\s,]*-?(?:compounded\s+)?(?:\([^()]*\)\s*)?
        (?:in\s+respect\s+of\s+|of\s+(?:[\w-]+\s+){{1,3}}?(?=(?:per|each|every)\s))?(?:(?<!,\s)and\s+)?\(?
        (?:
          (?P<apiece>(?:each|apiece)(?=\s*(?:[.,;:)]|$)|\s+(?:is|are|was|were|shall|will|to|if|off|in|towards)\b))
        | (?:per\b|/|(?:for|on|from|against|off|with)\s+(?:each|every)|for\s+any\s+one|each|every)\s*
          (?:\w+\s+and\s+(?:per|for\s+each)\s+)?
          (?:(?P<figure>\d+|thirty|half|sixty|ninety|two|three|four|six|(?P<twelve>twelve)|eighteen)(?:\s*\(\d+\))?[\s-]+)?
          (?:(?:calendar|working|business|full|complete|whole|additional|such|contract|successive|consecutive|commenced|started|part|further)\s+)*
          (?:(?!(?:per|of|and|or|in|a|an|the)\b)[\w-]+\s+)?(?P<timed>days?|weeks?|months?|quarters?|years?)\b(?!{other})
        | (?:per\b|/|(?:for|on|from|against|off|with)\s+(?:each|every)|(?:for|on)\s+any(?!\s+(?:reason|purpose|other|of|loss|losses|and|or|{adjectives}|\w+(?:\s+\(\d+\))?[\s-]+month)\b)(?:\s+one|\s+such)?|each|every)\s*
          (?:(?:calendar|working|business|full|complete|whole|additional|such|further|commenced|started|cumulative|unused|extra)\s+)*
          (?:(?P<thing>{nouns})\b(?!{other})|(?!\d)[\w°'-]+)
        | (?:in\s+)?an?\s+(?:(?:calendar|working|business)\s+)?(?P<weak>{nouns})\b(?!{other})
        | (?P<adverb>{adverbs})(?![A-Za-z])
        )
        """,
        re.VERBOSE,
    )


@cache
def other_thing() -> str:
    """What behind a period names another thing: "week night", "quarter-hour", "day trip"."""
    behind = either(lexicon("amounts")["compound"]["behind"])
    return rf"(?:-(?!(?:of|to|late)\b)\w|\s+(?:{behind})\b(?!\s+(?:[\d$€£]|[a-z]+\s+(?:thousand|million))))"


@cache
def periodic() -> re.Pattern[str]:
    """An adjective that tells a period, anywhere."""
    return re.compile(rf"\b(?:{either(period_adjectives())})(?![a-z])")


@cache
def periodic_before() -> re.Pattern[str]:
    """An adjective that tells a period, a few words in front."""
    return re.compile(rf"\b(?P<adjective>{either(period_adjectives())})\s+[\w\s<>(:=-]{{0,25}}$")


@cache
def interest_before() -> re.Pattern[str]:
    """Interest, of which a share is told; that of an owner is none."""
    owed = "".join(rf"(?<!\b{each}\s)" for each in lexicon("amounts")["owned"]["interests"])
    return re.compile(
        rf"{owed}\binterest\s+(?:at|of)\s+(?:a\s+rate\s+of\s+)?[^,;]{{0,40}}$"
        rf"|{owed}\binterest\b[^;]{{0,80}}\b(?:rate|at|plus)\b[^;]{{0,40}}$"
        rf"|{owed}\binterest(?:\s+(?:for|on)\s+[a-z\s]{{3,20}})?[\s:]*$",
    )


@cache
def same_period_after() -> re.Pattern[str]:
    """ "5% of the spend of that month", behind the share."""
    return re.compile(
        r"\s*(?:[a-z-]+\s+){0,2}?(?:of|for)\s+(?:the|that|such)\s+(?:same\s+|relevant\s+|affected\s+|following\s+|preceding\s+|next\s+|applicable\s+)?"
        rf"(?P<noun>{calendar_nouns()})\b(?!\s+(?:of|after|following|ended|in\s+which)\b|{other_thing()})"
    )


@cache
def each_after() -> re.Pattern[str]:
    """What an amount is due for, some words behind it: "one warrant of the Company for each user"."""
    return re.compile(
        r"\s*(?:apiece\b|(?:[^,;:.()\s]+\s+|\([^()]{0,60}\)\s*){0,8}?(?:for|(?:upon|on|after|at)\s+(?:[a-z]+\s+){1,3}of)\s+(?:each|every)\s+(?:(?:such|additional|further|full|complete|calendar|business|cumulative)\s+)?"
        r"|(?:(?!(?:and|or|if|but|than|within|plus)\b)[^,;:.()\s\d]+\s+){1,5}?per\s+)(?P<thing>[\w-]+)?",
    )


@cache
def of_each() -> re.Pattern[str]:
    """Things told of each: "one engineer from each party", "ten units of every model"."""
    return re.compile(
        r"\s*(?:of|from|to|on|at|with|in(?=\s+every\s))\s+(?:each|every)\s+(?:(?:such|additional|recorded|new|further)\s+)?(?P<thing>[\w-]+)"
    )


@cache
def each_before() -> re.Pattern[str]:
    """ "For each late report", in front."""
    nouns = either(period_nouns())
    return re.compile(
        r"(?:(?:^|[.;:,]|\bfor|\band|\bon|\bfrom|\bunless|\bthat|\bif|\bwhere)\s*(?:each|every)|\bany\s+(?:single|one)|(?:^|[.;:])\s*per)\s+"
        rf"(?:(?:[\w-]+\s+){{0,2}}?(?P<timed>(?<!-)(?:{nouns}))\b(?!{other_thing()})|(?P<thing>[a-z]+))\b[^;]{{0,260}}$",
    )


@cache
def share_each_before() -> re.Pattern[str]:
    """ "For each sale", of which a share of a base is told; "on each sale" tells the base."""
    return re.compile(
        r"^[\W\d]*for\s+(?:each|every)\s|\b(?:each|every)\s+[a-z]+\s+(?:by\s+which|of\s+delay|late)\b"
    )


@cache
def told_before() -> re.Pattern[str]:
    """ "Growth per annum thereafter of", in front."""
    return re.compile(
        rf"\bper\s+(?P<noun>{calendar_nouns()}|annum|day)\b(?:\s+[a-z]+){{0,2}}?\s+(?:of|by|at|is|at\s+least)\s*$"
    )


@cache
def year_after() -> re.Pattern[str]:
    """A year of the calendar that a sum is told for: "$500,000 of goods in 2031"."""
    return re.compile(
        r"[^.;:\d$€£]{0,40}\b(?:in|for|during)\s+(?:(?:the\s+)?(?:calendar|fiscal|contract)\s+year\s+)?(?:19|20)\d\d\b(?![-/–]\d)"
    )


@cache
def year_before() -> re.Pattern[str]:
    """A year of the calendar in front of a sum: "2031: $500,000", "the 2031 target is"."""
    return re.compile(
        r"(?:^|[;:,(]|\bin|\bfor|\bduring)\s*(?:19|20)\d\d\s*(?:[-–:=,]|\()\s*$"
        r"|\bthe\s+(?:19|20)\d\d\s+(?:[a-z-]+\s+){1,10}(?:is|shall\s+be|will\s+be|of|at)\s*$"
    )


@cache
def limit_before() -> re.Pattern[str]:
    """A ceiling holds as a whole: "at most", "up to a maximum of"."""
    return re.compile(
        r"\b(?:at\s+most|(?:maximum|ceiling|cap|limit)\s+of|floor\s+of|ceasing\s+at|capped\s+at|(?:no|not)\s+more\s+than|not\s+(?:to\s+)?exceed(?:ing)?)\s*\Z",
    )


@cache
def per_before() -> re.Pattern[str]:
    """ "The per-parcel price of", in front."""
    return re.compile(
        r"\bper[-\s](?P<thing>[a-z]+)\s+(?:\w+\s+)?(?:price|rate|fee|charge|amount|credit|cost|sum)s?\s*(?:of|at|is|[(:=])*\s*$"
        r"|\b(?P<rated>day|week|month|hour)\s+rate\s+(?:of|is|at|[(:=])*\s*$",
    )


@cache
def reached_before() -> re.Pattern[str]:
    """What a level stands behind: a comparison, or the thing that it is a level of."""
    spellings = (
        lexicon("amounts")["comparison"]["spellings"] + lexicon("amounts")["level"]["before"]
    )
    measured = either(lexicon("amounts")["level"]["measured"])
    return re.compile(
        rf"(?:{either(spellings)})\s*\Z|\b(?:{measured})s?\s*(?:of|is|are|was|were|=|:)?\s*\(?\s*\Z"
    )


@cache
def one_before() -> re.Pattern[str]:
    """A ceiling for one of many: "a maximum per incident of"."""
    return re.compile(
        r"\b(?:maximum|limit|ceiling|cap|minimum)\s+(?:amount\s+|sum\s+)?(?:per|for\s+(?:each|any|one|any\s+one|every))\s+(?P<thing>[a-z]+)\s+(?:\w+\s+)?(?:of|is|at)\s*\Z",
    )


@cache
def any_period() -> re.Pattern[str]:
    """ "in any one (1) month", "for each calendar year"."""
    return re.compile(
        r"\s*(?:of\s+(?:[a-z-]+\s+){1,3}?)?\b(?:in|during|for|over|within)\s+(?:any|each|every)\s+(?:one\s+|single\s+|given\s+)?(?:\(1\)\s+)?"
        rf"(?:(?:calendar|contract|fiscal|financial|service|billing)\s+)?(?P<noun>{calendar_nouns()})\b(?!{other_thing()})",
    )


@cache
def paid_time() -> re.Pattern[str]:
    """A time that stands for its price: "three days' rent", "one day of service"."""
    paid = either(lexicon("amounts")["paid_time"]["nouns"])
    return re.compile(
        rf"['’]?s?['’]?\s+(?:of\s+)?(?:[a-z-]+\s+)?(?:{paid})\b|['’]s?\s+(?:[,.;]|where|if)"
    )


@cache
def periodic_rate_before() -> re.Pattern[str]:
    """ "The monthly rate of", in front."""
    return re.compile(
        rf"\b(?P<adjective>{either(period_adjectives())})\s+(?:[\w-]+\s+)?rate\s+(?:of|equal\s+to)\s*$"
    )


@cache
def base_rate_before() -> re.Pattern[str]:
    """A share on top of a bank's rate is one for a year."""
    rates = either(lexicon("amounts")["base_rate"]["names"])
    return re.compile(rf"\b(?:{rates})\b[^.;%]{{0,50}}(?:\+|\bplus|\babove|\bover|\bexceeding)\s*$")


@cache
def interest_after() -> re.Pattern[str]:
    """ "12% interest"."""
    return re.compile(
        r"(?:%|percent|per\s+cent)\s*\)?\s+(?:simple\s+|default\s+|late\s+)?interest\b"
    )


@cache
def numbered_before() -> re.Pattern[str]:
    """The period that a sum is listed under: "Year 1: ", "2031 - ", "in the first contract year"."""
    kinds = either(lexicon("amounts")["level"]["years"])
    count = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
    nth = r"(?:first|second|third|fourth|fifth|sixth|final|last|subsequent|initial|\d{1,2}(?:st|nd|rd|th))"
    return re.compile(
        rf"(?<!end\sof\s)(?<!day\sof\s)\b(?:(?:{kinds})\s+)?(?P<noun>year|quarter|month)s?\s+{count}\s*(?:[-–:,=]|\(|of\b)?[^.;\d]{{0,40}}$"
        rf"|(?:\b(?:in|for|during)\s+(?:the|its|their)\s+|[:;,]\s*|^\s*){nth}\s+(?:(?:{kinds})\s+)?(?P<nth>year|quarter|month)\b(?!\s+(?:after|of|following|anniversary))[^.;\d]{{0,60}}$"
    )


@cache
def day_before() -> re.Pattern[str]:
    """ "On the last day of each month, the Agent pays"."""
    return re.compile(
        rf"\b(?:day|end|beginning|first|start)\s+of\s+(?:each|every)\s+(?:\w+\s+)?(?P<noun>{calendar_nouns()})\b[^.;\d]{{0,80}}$"
    )


@cache
def adverb_after() -> re.Pattern[str]:
    """How often a sum is paid or a level measured: "payable monthly", "on a quarterly basis"."""
    verbs = either(lexicon("amounts")["level"]["verbs"])
    adverbs = either(each for each in period_adjectives() if each not in ("invoice", "invoiced"))
    return re.compile(
        rf"[\s,(]*(?:(?!(?:and|or|if|than|within)\b)[a-z-]+\s+){{0,6}}?(?:{verbs})\s+(?:on\s+an?\s+)?(?P<adverb>{adverbs})(?![a-z])"
    )


@cache
def invoices_after() -> re.Pattern[str]:
    """A fee that is added to invoices, told behind the share."""
    return re.compile(
        r"[^.;,%]{0,50}\b(?:added\s+to|charged\s+on|applied\s+to|due\s+on)\s+(?:all|any|each|every|such)\s+(?:[\w-]+\s+){0,2}invoices?\b"
    )


@cache
def priced_before() -> re.Pattern[str]:
    """A price of each, of which a level is told: "the price per bale that is over"."""
    return re.compile(
        r"\b(?:(?:price|rate|fee|charge|cost)s?\s+for\s+each|per)\s+(?P<thing>[a-z]+)\b[^.;,]{0,60}$",
    )


@cache
def range_between() -> re.Pattern[str]:
    """What joins the figures of a range."""
    return re.compile(r"\s*(?:/|-|–|to|and|or|but\s+(?:less|not\s+more|fewer)\s+than|,|,\s+and)\s*")


@cache
def step_between() -> re.Pattern[str]:
    """What leads from one step of a scale to the next: "£165 per policy, climbing to"."""
    return re.compile(
        r"[^.;\d]{0,60}\b(?:rising|climbing|increasing|stepping\s+up|going\s+up|dropping|falling|going\s+down|reduced|raised|doubling|rises|climbs|drops|falls)\s+to\s+|,?\s*(?:then|thereafter)\s+"
    )


@cache
def step_after() -> re.Pattern[str]:
    """What the next step of a scale is for."""
    return re.compile(
        r"\s+(?:for|where|if|when|once|after|beyond|past|under|below|above|over|from)\b"
    )


@cache
def measure_before() -> re.Pattern[str]:
    """An adjective of the calendar, in front."""
    calendar = {word: name for word, name in period_adjectives().items() if name in CALENDAR}
    return re.compile(rf"\b(?P<adjective>{either(calendar)}|(?<=first-)year|(?<=calendar-)year)\s")


@cache
def times_after() -> re.Pattern[str]:
    """What a sum is multiplied by."""
    return re.compile(
        r"\s*(?:times|multiplied\s+by|x|×)\s+(?:the\s+)?(?:number\s+of\s+)?(?:(?:remaining|full|whole)\s+)?(?P<thing>[a-z]+)",
    )


@cache
def article_after() -> re.Pattern[str]:
    """Behind a sum, "a" says what it is the price of, unless a new sentence part begins."""
    measures = either(lexicon("amounts")["measures"]["nouns"])
    return re.compile(
        rf"\s+an?\s+(?:(?:{measures})\b|[a-z][\w-]*\b(?!\s+(?:is|are|was|has|shall|will|may|must|of)\b))"
    )


@cache
def rate_before() -> re.Pattern[str]:
    """Words behind which a sum is a price of each."""
    return re.compile(
        r"\b(?:(?:charge|bill|invoice|price|value|supplie|credite|rate)(?:d|able)\s+at(?:\s+(?:the|a)\s+rate\s+of)?"
        r"|multipl(?:y|ies|ied)\b[^.;,]{0,40}\bby|\btimes|\bproduct\s+of)\s*$"
        r"|(?:^|[.;:])\s*(?:an?|any)\s+[^.;]{0,90}\b(?:costs|adds|attracts|carries|brings|incurs|means|earns|forfeits|pays|loses|triggers|bears|receives|gives|takes)\s+(?:[\w’']+\s+){0,6}$"
        r"|[×x*]\s*$",
    )


@cache
def fee_before() -> re.Pattern[str]:
    """A payment or measure by the period, of which a share is told later in the sentence."""
    nouns = (
        lexicon("amounts")["measurement"]["nouns"] + lexicon("amounts")["measurement"]["payments"]
    )
    return re.compile(
        rf"\b(?P<adjective>{either(period_adjectives())})\s+(?:[\w-]+\s+){{0,3}}?(?:{either(nouns)})s?\b[^.;]{{0,100}}$",
    )


@cache
def cut_before() -> re.Pattern[str]:
    """A payment by the period that is cut by a share: "the monthly charge is lowered by"."""
    payments = lexicon("amounts")["measurement"]["payments"]
    return re.compile(
        rf"\b(?P<adjective>{either(period_adjectives())})\s+(?:[\w-]+\s+){{0,2}}?(?:{either(payments)})s?\b[^.;]{{0,120}}"
        r"\b(?:lowered|reduced|cut|raised|increased|down|up|drops|falls|rises)\s+by\s+(?:[^.;]{0,100},\s+by\s+)?$",
    )


@cache
def within_period() -> re.Pattern[str]:
    """The period over which a sentence measures."""
    other = other_thing()
    timed = calendar_nouns()
    nouns = either(noun for noun, name in period_nouns().items() if name != "invoice")
    count = counted()
    return re.compile(
        rf"""\b(?:
          (?:in|inside|during|for|of|across|over|throughout|within)\s+(?:
              (?:any|each|every|an?|the|that|such|one)\s+(?:(?:one|given|single|successive|consecutive)\s+|(?P<back>rolling|preceding|previous|last|prior|past)\s+)*(?!one\b)(?P<count>{count})(?:\s*\(\d+\))?[\s-]+(?:consecutive\s+)?(?:calendar\s+)?
                (?P<several>day|month|(?(back)months|(?<=twelve\s)months))\b(?!\s+term\b)
            | (?:any|each|every|an?|that|such|one)\s+(?:(?:one|given|single)\s+)?(?:consecutive\s+)?(?:(?:(?!(?:{count})\b)[a-z][\w-]*\s+)?(?:\(1\)\s+)?(?P<noun>{nouns})\b(?!{other})
                |(?:renewal\s+|initial\s+|contract\s+)(?P<term>term|period))
            | (?<!end\sof\s)(?<!day\sof\s)(?<!date\sof\s)the\s+(?:(?!(?:{count}|of)\b)[\w-]+\s+){{0,3}}?(?P<calendar>week|month|quarter|year)
            | (?:both|either|each|any)\s+of\s+the\s+(?:[\w-]+\s+){{0,2}}?(?P<both>{timed})
            | the\s+\w+\s+contract\s+(?P<contract>year|quarter|month)
            | (?:any\s+)?\w+\s+(?:(?:consecutive|successive|straight)\s+(?P<row>{timed})|(?P<running>{timed})\s+(?:running|together|in\s+a\s+row|in\s+succession))
            | (?:contract\s+)?(?P<counted>year|month|quarter|week)\s+(?:one|two|three|four|\d+)
          )
          | (?:^|(?<=[.;:)]\s))(?:an?|any|each|every)\s+(?:[\w-]+\s+)?(?P<headed>{timed})\s+(?:in\s+which|that|where|when|with|without|on\s+which)
          | (?:where|if|when|whenever|should)\s+(?:an?|any)\s+(?:(?:calendar|contract|fiscal|financial|service)\s+)?(?P<subject>{timed})\b(?!{other})
          | (?P<adjective>{either(period_adjectives())})\s+(?:{either(lexicon("amounts")["measurement"]["nouns"])})
          | (?:in|for|during|over|on|of)\s+(?:any|each|every|a|an|that)\s+(?P<periodic>{either(period_adjectives())})\s+(?:period|basis)
        )\b""",
        re.VERBOSE,
    )


@cache
def counted_in() -> re.Pattern[str]:
    """What things are counted in: "two defaults in four months", "six errors in a thousand words"."""
    return re.compile(
        rf"\s+(?:on\s+(?:[a-z]+\s+){{1,2}})?in\s+(?:(?:any\s+)?(?!twelve\b|12\b){counted()}\s+(?:days|weeks|months|years)\b"
        r"|(?:an?|one|every|each|any)?\s*(?:hundred|thousand|million|100|1,000)\s+(?P<things>[a-z]+))"
    )


@cache
def counted() -> str:
    """Numbers of days, weeks or months, as alternatives."""
    return r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|eighteen|twenty-four|thirty|sixty|ninety|\d{1,3})"


@cache
def calendar_nouns() -> str:
    """The nouns of the periods of the calendar."""
    return either(
        spelling
        for name, each in lexicon("amounts")["period"].items()
        if name in CALENDAR
        for spelling in each
    )


def period_of_noun(written: str) -> str:
    """The period of a noun, which may run over a line ("half\\nhour")."""
    return period_nouns()[re.sub(r"\s+", " ", written)]


def word_end(text: str, end: int) -> int:
    """``end``, or where its word begins: cut short, "weekday" would read as "week"."""
    if end >= len(text):
        return len(text)
    while end and text[end].isalnum() and text[end - 1].isalnum():
        end -= 1
    return end
