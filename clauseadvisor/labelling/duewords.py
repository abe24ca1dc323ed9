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
        (?:\s*[)\]])?\s*(?:interest|(?:late\s+)?(?:charge|fee|penalty))?[\s,]*(?:compounded\s+)?(?:\([^()]*\)\s*)?
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
    return rf"(?:-(?!(?:of|to|late)\b)\w|\s+(?:{behind})\b)"


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
    """Interest, of which a share is told."""
    return re.compile(
        r"\binterest\s+(?:at|of)\s+(?:a\s+rate\s+of\s+)?[^,;]{0,40}$"
        r"|\binterest\b[^;]{0,80}\b(?:rate|at|plus)\b[^;]{0,40}$",
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
        r"\s*(?:of|from|to|on|at|with)\s+(?:each|every)\s+(?:(?:such|additional|recorded|new)\s+)?(?P<thing>[\w-]+)"
    )


@cache
def each_before() -> re.Pattern[str]:
    """ "For each late report", in front."""
    nouns = either(period_nouns())
    return re.compile(
        r"(?:(?:^|[.;:]|\bfor|\band|\bon|\bfrom)\s*(?:each|every)|(?:^|[.;:])\s*per)\s+"
        rf"(?:(?:[\w-]+\s+){{0,2}}?(?P<timed>(?<!-)(?:{nouns}))\b(?!{other_thing()})|(?P<thing>[a-z]+))\b[^;]{{0,180}}$",
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
        r"\bper[-\s](?P<thing>[a-z]+)\s+(?:\w+\s+)?(?:price|rate|fee|charge|amount|credit|cost|sum)s?\s*(?:of|at|is|[(:=])*\s*$",
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
        rf"|(?:\b(?:in|for|during)\s+the\s+|[:;,]\s*|^\s*){nth}\s+(?:(?:{kinds})\s+)?(?P<nth>year|quarter|month)\b(?!\s+(?:after|of|following|anniversary))[^.;\d]{{0,60}}$"
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
def step_after() -> re.Pattern[str]:
    """What the next step of a scale is for."""
    return re.compile(r"\s+(?:for|where|if|when|under|below|above|over|from)\b")


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
        r"|(?:^|[.;:])\s*(?:an?|any)\s+[^.;]{0,90}\b(?:costs|adds|attracts|carries|brings|incurs|means|earns)\s+(?:\w+\s+){0,2}$",
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
def within_period() -> re.Pattern[str]:
    """The period over which a sentence measures."""
    other = other_thing()
    timed = calendar_nouns()
    nouns = either(noun for noun, name in period_nouns().items() if name != "invoice")
    return re.compile(
        rf"""\b(?:
          (?:in|inside|during|for|of|across|over|throughout|within)\s+(?:
              (?:any|each|every|an?|that|such|one)\s+(?:(?:one|given|single)\s+)?(?:consecutive\s+)?(?:(?!one\b)(?P<months>{counted_months()})(?:\s*\(\d+\))?[\s-]+(?:consecutive\s+)?(?:calendar\s+)?month
                |(?:[a-z][\w-]*\s+)?(?:\(1\)\s+)?(?P<noun>{nouns})\b(?!{other})
                |(?:renewal\s+|initial\s+|contract\s+)(?P<term>term|period))
            | (?<!end\sof\s)(?<!day\sof\s)(?<!date\sof\s)the\s+(?:[\w-]+\s+){{0,2}}?(?P<calendar>week|month|quarter|year)
            | (?:both|either|each|any)\s+of\s+the\s+(?:[\w-]+\s+){{0,2}}?(?P<both>{timed})
            | the\s+\w+\s+contract\s+(?P<contract>year|quarter|month)
            | (?:any\s+)?\w+\s+(?:(?:consecutive|successive|straight)\s+(?P<row>{timed})|(?P<running>{timed})\s+(?:running|together|in\s+a\s+row|in\s+succession))
            | (?:contract\s+)?(?P<counted>year|month|quarter|week)\s+(?:one|two|three|four|\d+)
          )
          | (?P<adjective>{either(period_adjectives())})\s+(?:{either(lexicon("amounts")["measurement"]["nouns"])})
          | (?:in|for|during|over|on|of)\s+(?:any|each|every|a|an|that)\s+(?P<periodic>{either(period_adjectives())})\s+(?:period|basis)
        )\b""",
        re.VERBOSE,
    )


@cache
def counted_months() -> str:
    """Numbers of months, as alternatives."""
    return r"(?:two|three|four|five|six|eight|nine|ten|twelve|eighteen|twenty-four|\d{1,2})"


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
