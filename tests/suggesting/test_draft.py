"""Proposed wording: the contract's own names and figures, no placeholder left, blanks listed."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.domain import (
    LABEL_OF,
    Amount,
    Burden,
    Cure,
    Document,
    Facts,
    Format,
    LabelledClause,
    Party,
    Role,
    Span,
)
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.recipe_schema import Recipe
from clauseadvisor.playbook.texts import DEVICES
from clauseadvisor.suggesting.citing import reference
from clauseadvisor.suggesting.draft import (
    blanks_of,
    cap_of,
    charge_of,
    compose,
    fill,
    level_of,
    metric_of,
    period_of,
    rate_of,
    slots_of,
    target_of,
)
from clauseadvisor.suggesting.match import holds, view_of
from clauseadvisor.suggesting.naming import possessive, sides_of, words_of, words_of_text

PLAYBOOK = load_playbook()


def span(text: str) -> Span:
    return Span(start=0, end=len(text), text=text)


def facts(**words: str) -> Facts:
    """Facts from their words: facts(metric="uptime", cap="10% of the fee", rate="5% of the fee")."""
    rate = words.pop("rate", None)
    cure = words.pop("cure", None)
    amounts = (
        (Amount(kind="percent", value=5.0, unit="%", text=rate, start=0, end=9),) if rate else ()
    )
    return Facts(
        **{name: span(text) for name, text in words.items()},
        amounts=amounts,
        cure=Cure(text=cure, start=0, end=len(cure), days=30.0) if cure else None,
    )


def clause(
    text: str = "If the level is missed a credit falls due.",
    subtype: str = "service_credit",
    *,
    burden: Burden = Burden.VENDOR,
    number: str | None = "7.2",
    found: Facts | None = None,
    burdened_party: str | None = None,
    heading: str | None = None,
) -> LabelledClause:
    return LabelledClause(
        id="c-1",
        number=number,
        heading=heading,
        parent=None,
        context=None,
        start=0,
        end=len(text),
        text=text,
        label=LABEL_OF[subtype],
        subtype=subtype,
        secondary=(),
        scores={},
        confidence=0.9,
        needs_review=False,
        burden=burden,
        burdened_party=burdened_party,
        facts=found or Facts(),
    )


def contract(text: str, *parties: Party) -> Document:
    return Document(
        name="x", sha256="0", format=Format.TEXT, pages=None, text=text, parties=parties
    )


STYLES = {
    "defined terms with the article": contract(
        "This Agreement is between Arden plc (the “Customer”) and Bolt Ltd (the “Supplier”). "
        "The Supplier serves the Customer. Section 2 binds the Parties within five Business Days. "
        "The Fees are due. The Supplier reports to the Customer.",
        Party(name="Bolt Ltd", role=Role.VENDOR, aliases=("Supplier",)),
        Party(name="Arden plc", role=Role.CUSTOMER, aliases=("Customer",)),
    ),
    "bare defined terms": contract(
        "Vendor serves Client. Vendor reports to Client under Article 4 of this contract.",
        Party(name="Bolt Ltd", role=Role.VENDOR, aliases=("Vendor",)),
        Party(name="Arden plc", role=Role.CUSTOMER, aliases=("Client",)),
    ),
    "short company names": contract(
        "Contoso serves Papa Jim's. Contoso invoices Papa Jim's each month; see clause 3.",
        Party(name="Contoso GmbH", role=Role.VENDOR, aliases=("Contoso",)),
        Party(name="Papa Jim's, Inc.", role=Role.CUSTOMER, aliases=("Papa Jim's",)),
    ),
    "a plural party": contract(
        "HealthWorks supplies the Publishers. The Publishers pay HealthWorks.",
        Party(name="HealthWorks Inc.", role=Role.VENDOR, aliases=("HealthWorks",)),
        Party(name="Ames and Byrd", role=Role.CUSTOMER, aliases=("Publishers",)),
    ),
    "a blank form": contract(
        "{Provider} serves {Customer}.",
        Party(name="{Provider}", role=Role.VENDOR),
        Party(name="{Customer}", role=Role.CUSTOMER),
    ),
    "no parties known": contract("Somebody owes something to somebody."),
}

FACTS = {
    "everything stated": facts(
        metric="monthly uptime",
        target="below 99.5%",
        rate="5% of the monthly fee",
        cap="up to 10% of the fee",
        cure="30 days",
    ),
    "nothing stated": Facts(),
    "blacked out": facts(metric="[***]", target="[* * *]", rate="[*****]%", cap="_____"),
}

#: Texts that switch the conditional paragraphs of recipes on and off.
TEXTS = (
    "If delivery is late by a day the price falls; a milestone missed for an hour doubles it.",
    "It may suspend, terminate, raise its prices or remove a person at its sole discretion.",
    "Exclusivity in the territory ends where sales are under the minimum; costs of collection follow.",
    "The advance is returned where fewer than fifteen tour events are played.",
    "Each side pays.",
)


def wordings(recipe: Recipe) -> list[tuple[str, str]]:
    """Every text the recipe can produce, for each style, facts, burden and switch text."""
    made = []
    for style, document in STYLES.items():
        words = words_of(document)
        for found in FACTS.values():
            for burden in Burden:
                for text in TEXTS:
                    subject = clause(text, _a_subtype(recipe), burden=burden, found=found)
                    slots = slots_of(subject, recipe, words)
                    view = view_of(subject)
                    for verdict, advice in recipe.advice.items():
                        made.append((f"{style} {verdict}", compose(advice, view, slots)))
                    for option in (*recipe.bonus, *recipe.trust):
                        if holds(option.when, view):
                            template = (
                                option.wording or PLAYBOOK.mechanisms[option.mechanism].wording
                            )
                            made.append((f"{style} {option.mechanism}", fill(template, slots)))
    return made


def _a_subtype(recipe: Recipe) -> str:
    routed = (
        route.subtype
        for route in PLAYBOOK.routes.values()
        if recipe.id in {route.otherwise, *(choice.recipe for choice in route.choices)}
    )
    return next(routed, "other_control")  # a relief is asked for whatever the sub-type is


CLUMSY = re.compile(
    r"\b(\w+) \1\b|\b[Aa] (?:the|any|each)\b|\b(?:the|any|each|no) (?:the|any|a|an)\b|\bthe its\b|''|’'|\bof of\b",
)


SPOKEN = [
    *PLAYBOOK.recipes.values(),
    *(each.as_in(variant) for each in PLAYBOOK.recipes.values() for variant in each.variants),
]


@pytest.mark.parametrize("recipe", SPOKEN, ids=lambda recipe: f"{recipe.id} {recipe.charge}")
def test_every_wording_of_a_recipe_could_be_pasted(recipe: Recipe) -> None:
    made = wordings(recipe)
    assert any(text for _, text in made) or not recipe.trust
    for where, text in made:
        if not text:
            continue
        assert "{" not in text, f"{where}: {text}"
        assert "}" not in text, f"{where}: {text}"
        assert "  " not in text, f"{where}: {text}"
        assert text.endswith("."), f"{where}: {text}"
        assert not CLUMSY.search(text), f"{where}: {CLUMSY.search(text)} in {text}"
        for line in text.splitlines():
            start = re.sub(r"^\([a-z]\) ", "", line)
            assert start[0].isupper() or start[0] == "[", f"{where}: {line}"


@pytest.mark.parametrize("recipe", PLAYBOOK.recipes.values(), ids=lambda recipe: recipe.id)
def test_every_bracket_is_listed_as_a_blank(recipe: Recipe) -> None:
    for where, text in wordings(recipe):
        listed = blanks_of(text)
        assert len(set(listed)) == len(listed)
        assert all(blank in text for blank in listed)
        for bracket in re.findall(r"\[[^\[\]]*\]", text):
            assert any(bracket in blank for blank in listed), f"{where}: {bracket}"


@pytest.mark.parametrize("recipe", PLAYBOOK.recipes.values(), ids=lambda recipe: recipe.id)
def test_every_figure_of_a_wording_is_the_clause_s_own_or_a_proposal_in_brackets(
    recipe: Recipe,
) -> None:
    own = {"7.2", "99.5", "5", "10"}
    for where, text in wordings(recipe):
        bare = re.sub(r"\[[^\[\]]*\]", "", text)
        figures = set(re.findall(r"\d+(?:\.\d+)?", bare))
        assert figures <= own, f"{where}: {figures - own} in {text}"


def test_the_contract_s_own_words_are_used() -> None:
    words = words_of(STYLES["defined terms with the article"])
    assert (words.vendor, words.customer) == ("the Supplier", "the Customer")
    assert (words.parties, words.business_days, words.fees) == (
        "the Parties",
        "Business Days",
        "Fees",
    )
    assert reference(clause(), words) == "Section 7.2"


def test_a_longer_name_and_a_heading_are_no_word_for_the_fees() -> None:
    style = STYLES["defined terms with the article"]
    for text, fees in (
        ("8.1 Fees. The Buyer pays the fees of Annex B, of which two Monthly Fees ahead.", "fees"),
        ("8.1 Fees. The Buyer pays the Fees of Annex B, of which two Monthly Fees ahead.", "Fees"),
    ):
        assert words_of(dataclasses.replace(style, text=text)).fees == fees


@pytest.mark.parametrize(
    ("recipe", "subtype", "text", "carries"),
    [
        ("C1", "audit", "The Customer shall have the right to audit all records.", "the Supplier"),
        ("C1", "audit", "An auditor may read the books of the Supplier.", "the Supplier"),
        ("C1", "audit", "The Supplier may inspect the Customer's records.", "the Customer"),
        ("C3", "consent", "A change must be approved by the Supplier.", "the Customer"),
        (
            "C3",
            "consent",
            "No tool is bought until the Customer has approved its price.",
            "the Supplier",
        ),
        (
            "C3",
            "consent",
            "Unless the Supplier first consents in writing no colour changes.",
            "the Customer",
        ),
        ("C11", "audit", "The Customer may reject what fails the test.", "the Supplier"),
        ("C11", "audit", "Goods are open to inspection by the Customer.", "the Supplier"),
        (
            "C8",
            "unilateral_right",
            "The Supplier may at any time change its rates.",
            "the Customer",
        ),
        ("C9", "unilateral_right", "The Customer may terminate at will.", "the Supplier"),
        ("P5", "clawback", "The Customer shall forfeit the deposit.", "the Customer"),
        (
            "P12",
            "shortfall",
            "The Customer may cancel orders for a cancellation charge.",
            "the Customer",
        ),
    ],
)
@pytest.mark.parametrize("burden", [Burden.VENDOR, Burden.CUSTOMER, Burden.UNKNOWN])
def test_words_that_show_who_carries_a_clause_go_before_its_label(
    recipe: str, subtype: str, text: str, carries: str, burden: Burden
) -> None:
    words = words_of(STYLES["defined terms with the article"])
    entry = PLAYBOOK.recipes[recipe]
    found = sides_of(
        clause(text, subtype, burden=burden),
        words,
        entry.carrier,
        carried_by=entry.carried_by,
        held_by=entry.held_by,
    )
    assert found[0] == carries
    assert set(found) == {"the Supplier", "the Customer"}


def test_a_side_without_a_known_party_is_called_as_the_contract_calls_it() -> None:
    text = "The Vendor shall serve the Client. " * 8 + "The Owner Trustee signs for the Vendor."
    words = words_of(contract(text), PLAYBOOK.roles)
    assert (words.vendor, words.customer) == ("the Vendor", "the Client")
    assert words_of(contract(text)).vendor == "the [Supplier]"


@pytest.mark.parametrize(
    "text",
    ["The Vendor serves the Client. ", "The Owner Trustee pays the Collateral Agent. " * 9],
    ids=["too seldom", "in a longer name"],
)
def test_a_word_that_is_no_name_of_a_side_is_not_used_as_one(text: str) -> None:
    words = words_of(contract(text), PLAYBOOK.roles)
    assert (words.vendor, words.customer) == ("the [Supplier]", "the [Customer]")


def test_a_known_party_goes_before_a_word_for_its_role() -> None:
    known = Party(name="Bolt Ltd", role=Role.VENDOR)
    text = "Bolt Ltd serves the Client. The Vendor reports to the Client. " * 8
    words = words_of(contract(text, known), PLAYBOOK.roles)
    assert (words.vendor, words.customer) == ("Bolt Ltd", "the Client")


def test_where_no_party_is_known_it_is_named_by_what_it_does() -> None:
    words = words_of(STYLES["no parties known"])
    late = clause("Bills unpaid bear interest.", "late_payment", burden=Burden.CUSTOMER)
    assert sides_of(late, words, "that owes the payment")[0] == "the party that owes the payment"


def test_a_word_that_stands_in_the_heading_alone_is_no_defined_term() -> None:
    entry = PLAYBOOK.recipes["P5"]
    assert charge_of("Guarantee Forfeiture: the sum is lost.", entry, "Guarantee Forfeiture") == (
        "forfeiture"
    )
    assert charge_of("Loss: each Refund is due at once.", entry, "Loss") == "Refund"


def test_a_name_without_article_stays_without() -> None:
    words = words_of(STYLES["bare defined terms"])
    assert (words.vendor, words.customer, words.agreement) == ("Vendor", "Client", "this contract")
    assert reference(clause(number="4.1."), words) == "Article 4.1"


def test_unknown_parties_become_blanks() -> None:
    words = words_of(STYLES["no parties known"])
    assert words.vendor == "the [Supplier]"
    assert words.customer == "the [Customer]"


MEMBERS = tuple(Party(name=name, role=Role.OTHER) for name in ("Heron", "Otter", "Stork"))


def test_parties_that_are_no_two_sides_are_called_by_what_they_do() -> None:
    words = words_of(contract("Heron, Otter and Stork keep the line.", *MEMBERS), PLAYBOOK.roles)
    assert (words.vendor, words.customer) == ("the performing party", "the receiving party")
    text = "What the parties owe: each Member keeps its part. All of the Members pay a share."
    words = words_of(contract(text, *MEMBERS), PLAYBOOK.roles)
    assert (words.parties, words.party) == ("the Members", "Member")
    assert words.vendor == "the performing Member"


@pytest.mark.parametrize("recipe", PLAYBOOK.recipes.values(), ids=lambda each: each.id)
def test_no_wording_for_a_consortium_speaks_of_a_supplier_or_a_customer(recipe: Recipe) -> None:
    words = words_of(
        contract("The Parties keep the line; either Party may ask.", *MEMBERS), PLAYBOOK.roles
    )
    slots = dict.fromkeys(DEVICES, "clause 9") | slots_of(
        clause("A share of the sum falls due.", burden=Burden.UNKNOWN), recipe, words
    )
    for advice in recipe.advice.values():
        text = " ".join(part.text.format_map(slots) for part in advice.parts)
        assert "[Supplier]" not in text
        assert "[Customer]" not in text


def test_of_two_parties_the_unknown_one_takes_the_other_side() -> None:
    document = contract(
        "Bolt serves Arden.",
        Party(name="Bolt", role=Role.VENDOR),
        Party(name="Arden", role=Role.OTHER),
    )
    assert words_of(document).customer == "Arden"


def test_a_clause_by_itself_names_its_sides_by_its_own_words() -> None:
    text = "If the Contractor is late, the Employer may deduct 1% for each week. The Contractor pays at once."
    words = words_of_text(text, Burden.VENDOR, "Contractor", PLAYBOOK.roles)
    assert (words.vendor, words.customer) == ("the Contractor", "the Employer")


@pytest.mark.parametrize(
    ("burden", "carries", "holds_it"),
    [
        (Burden.VENDOR, "the Supplier", "the Customer"),
        (Burden.CUSTOMER, "the Customer", "the Supplier"),
        (Burden.BOTH, "the Party concerned", "the other Party"),
        (Burden.UNKNOWN, "the Party concerned", "the other Party"),
    ],
)
def test_the_side_that_carries_the_clause_follows_the_burden(
    burden: Burden, carries: str, holds_it: str
) -> None:
    words = words_of(STYLES["defined terms with the article"])
    assert sides_of(clause(burden=burden), words) == (carries, holds_it)


def test_an_unknown_burden_follows_the_party_that_was_named() -> None:
    words = words_of(STYLES["defined terms with the article"])
    named = clause(burden=Burden.UNKNOWN, burdened_party="the Customer")
    assert sides_of(named, words) == ("the Customer", "the Supplier")


def test_of_a_control_the_one_who_may_is_the_holder() -> None:
    words = words_of(STYLES["defined terms with the article"])
    control = clause(
        "The Customer and its insurers may enter the depot.", "audit", burden=Burden.UNKNOWN
    )
    assert sides_of(control, words) == ("the Supplier", "the Customer")


@pytest.mark.parametrize(
    ("text", "subtype", "carries"),
    [
        (
            "Save for the Customer's default, the Supplier shall pay the Customer 900 a week.",
            "liquidated_damages",
            "the Supplier",
        ),
        ("The Customer shall pay to the Supplier an exit charge.", "shortfall", "the Customer"),
        (
            "If this ends early the Supplier shall repay the contribution.",
            "clawback",
            "the Supplier",
        ),
        (
            "Staff are replaced only with the Customer's prior written consent.",
            "consent",
            "the Supplier",
        ),
        ("Changes need the approval of the Supplier.", "consent", "the Customer"),
        (
            "The Supplier may use helpers only with the Customer's prior permission.",
            "consent",
            "the Supplier",
        ),
    ],
)
def test_who_pays_whom_goes_before_a_doubtful_burden(text: str, subtype: str, carries: str) -> None:
    words = words_of(STYLES["defined terms with the article"])
    for burden in (Burden.VENDOR, Burden.CUSTOMER, Burden.UNKNOWN):
        assert sides_of(clause(text, subtype, burden=burden), words)[0] == carries


@pytest.mark.parametrize(
    ("recipe", "subtype", "text"),
    [
        ("P5", "clawback", "If this ends early the Supplier will not refund the prepaid fee."),
        ("C11", "audit", "The Supplier may not reject an order that keeps to the forecast."),
    ],
)
@pytest.mark.parametrize("burden", [Burden.VENDOR, Burden.CUSTOMER])
def test_what_is_denied_does_not_show_who_carries_a_clause(
    recipe: str, subtype: str, text: str, burden: Burden
) -> None:
    words = words_of(STYLES["defined terms with the article"])
    entry = PLAYBOOK.recipes[recipe]
    found = sides_of(
        clause(text, subtype, burden=burden),
        words,
        carried_by=entry.carried_by,
        held_by=entry.held_by,
    )
    assert found[0] == (words.vendor if burden is Burden.VENDOR else words.customer)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("the Supplier", "the Supplier's"),
        ("Contoso", "Contoso's"),
        ("the Publishers", "the Publishers'"),
        ("Papa Jim's", "Papa Jim's"),
    ],
)
def test_possessives(name: str, expected: str) -> None:
    assert possessive(name) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("7.2", "Section 7.2"),
        ("7.2.", "Section 7.2"),
        ("12", "Section 12"),
        ("7.2(a)", "Section 7.2(a)"),
        ("(b)", "this Section"),
        (None, "this Section"),
    ],
)
def test_a_clause_is_cited_by_a_number_that_stands_alone(number: str | None, expected: str) -> None:
    assert (
        reference(clause(number=number), words_of(STYLES["defined terms with the article"]))
        == expected
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("below 99.5%", "99.5%"),
        ("at least 60 concerts", "60 concerts"),
        ("target 25 sec", "25 sec"),
        ("less than 3.8 stars", "3.8 stars"),
        ("< 99.0%", "99.0%"),
        ("≥ 95%", "95%"),
        ("99.9% but ≥ 99", "[target]"),
        ("in a month", "[target]"),
        ("Uptime above", "[target]"),
        ("the agreed schedule", "the agreed schedule"),
        ("SLA Target Percentage", "the SLA Target Percentage"),
        ("if it is not reached", "[target]"),
        ("[*****]%", "[target]"),
    ],
)
def test_a_target_is_the_level_itself(text: str, expected: str) -> None:
    assert target_of(facts(target=text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("up to 10% of the fee", "10% of the fee"),
        ("shall not exceed 5% of the monthly fee", "5% of the monthly fee"),
        (
            "up to a maximum of thirty percent (30%) of such Fees",
            "thirty percent (30%) of such Fees",
        ),
        ("[***]", "[ceiling]"),
    ],
)
def test_a_cap_is_the_ceiling_itself(text: str, expected: str) -> None:
    assert cap_of(clause(found=facts(cap=text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("monthly uptime", "the monthly uptime"),
        ("Average speed of answer", "the average speed of answer"),
        ("its Monthly Report Score", "the Monthly Report Score"),
        ("MTTR", "the MTTR"),
        ("the Supplier fails to answer", "[measure]"),
        ("***", "[measure]"),
        ("the", "[measure]"),
        ("the percentage of the Monthly Charges shown", "[measure]"),
        ("late", "[measure]"),
        ("share of calls answered", "the share of calls answered"),
    ],
)
def test_a_measure_is_a_noun_phrase(text: str, expected: str) -> None:
    assert metric_of(clause(found=facts(metric=text))) == expected


def test_a_measure_that_the_clause_only_calls_a_service_level_is_called_so() -> None:
    assert (
        metric_of(clause("If a Service Level is missed a credit falls due."))
        == "the Service Level concerned"
    )


@pytest.mark.parametrize(
    ("metric", "target", "expected"),
    [
        ("the uptime", "99.5%", "99.5% for the uptime"),
        ("the uptime", "[target]", "the agreed level of the uptime"),
        ("the Service Level concerned", "[target]", "the Service Level concerned"),
        ("[measure]", "99.5%", "99.5%"),
        ("[measure]", "[target]", "[target] for [measure]"),
    ],
)
def test_what_has_to_be_met_says_as_much_as_is_known(
    metric: str, target: str, expected: str
) -> None:
    assert level_of(metric, target) == expected


def stated(text: str, words: str, value: float, **more: str) -> Amount:
    """A percentage in place in the text."""
    start = text.index(words)
    return Amount(
        kind="percent",
        value=value,
        unit="%",
        text=words,
        start=start,
        end=start + len(words),
        **more,
    )


def placed(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


CREDIT = "If uptime is below 99.9% the fee falls by 5% of the fee for each full 0.1% below that, up to 20% of the fee."


def a_credit(**changes: object) -> LabelledClause:
    amounts = (
        stated(CREDIT, "99.9%", 99.9),
        stated(CREDIT, "5% of the fee", 5.0),
        stated(CREDIT, "20% of the fee", 20.0),
    )
    found = Facts(
        target=placed(CREDIT, "below 99.9%"),
        consequence=placed(CREDIT, "the fee falls by 5% of the fee for each full 0.1% below that"),
        amounts=amounts,
    )
    return clause(CREDIT, found=dataclasses.replace(found, **changes))  # type: ignore[arg-type]


def test_the_rate_is_what_follows_the_failure_and_neither_target_nor_ceiling() -> None:
    assert rate_of(a_credit()) == "5% of the fee for each full 0.1% below that"
    assert rate_of(a_credit(consequence=None)) == "5% of the fee"
    assert rate_of(clause(found=Facts())) == "[rate or sum]"


def test_a_ceiling_is_found_by_the_words_before_it() -> None:
    assert cap_of(a_credit()) == "20% of the fee"
    assert cap_of(clause(found=Facts())) == "[ceiling]"


def test_a_rate_carries_its_base() -> None:
    text = "A credit of 5% is due."
    found = Facts(amounts=(stated(text, "5%", 5.0, base="the monthly fee"),))
    assert rate_of(clause(text, found=found)) == "5% of the monthly fee"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in any calendar month", "month"),
        ("each contract year", "year"),
        ("an annual minimum", "year"),
        ("in every Quarter", "quarter"),
        ("whenever it fails", "month"),
    ],
)
def test_the_period_is_the_clause_s_own(text: str, expected: str) -> None:
    assert period_of(clause(text)) == expected


def test_a_clause_without_a_period_counts_by_that_of_its_neighbours() -> None:
    late = dataclasses.replace(clause("For each late parcel EUR 9 is due."), parent="c-4")
    beside = dataclasses.replace(
        clause("In any week below the target EUR 90 is due."), id="c-2", parent="c-4"
    )
    elsewhere = dataclasses.replace(
        clause("The Carrier reports quarterly.", "reporting"), id="c-3", parent="c-8"
    )
    assert period_of(late, [elsewhere, late, beside]) == "week"
    assert period_of(late, [elsewhere, late]) == "quarter"
    assert period_of(late, [late], "year") == "year"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If the Opening Date is missed, EUR 900 a day is due.", "the Opening Date"),
        ("Each Milestone that is late costs EUR 900.", "the date of a Milestone"),
        (
            "For each day of delay after the sixtieth day from the Effective Date EUR 9 is due.",
            "a date or duty to which any sum under clause 7.2 could relate",
        ),
    ],
)
def test_what_may_be_missed_has_the_name_that_the_clause_gives_it(text: str, expected: str) -> None:
    late = clause(text, "liquidated_damages")
    slots = slots_of(late, PLAYBOOK.recipes["P1"], words_of(contract("See clause 7.2.")))
    assert slots["at_stake"] == expected


@pytest.mark.parametrize(
    ("text", "recipe", "expected"),
    [
        ("Service Level Credits are set off.", "P2", "Service Level Credit"),
        ("LIQUIDATED DAMAGES ARE DUE.", "P1", "liquidated damages"),
        ("The minimum royalties are due.", "P4", "minimum royalty"),
        ("Something is due.", "P2", "service credit"),
        ("The Client may reduce the price by 2%.", "P2", "reduction"),
        ("The Client may deduct EUR 9.", "P2", "deduction"),
        ("If it pays late the Vendor may levy an increase of the net price.", "P3", "increase"),
    ],
)
def test_the_sanction_keeps_its_name_in_the_singular(text: str, recipe: str, expected: str) -> None:
    assert charge_of(text, PLAYBOOK.recipes[recipe]) == expected


def test_a_sanction_that_the_contract_defines_is_written_as_a_defined_term() -> None:
    doubled = clause("The percentage is doubled for the next month.")
    defined = dataclasses.replace(clause("“Service Credit” means a share of the fee."), id="c-2")
    words = words_of(contract("See clause 7.2."))
    for others, expected in (([doubled, defined], "Service Credit"), ([doubled], "service credit")):
        clauses = {each.id: each for each in others}
        assert slots_of(doubled, PLAYBOOK.recipes["P2"], words, clauses)["charge"] == expected


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_contract_holds_no_brace_gets_into_the_wording(
    name: str, metric: str, target: str
) -> None:
    recipe = PLAYBOOK.recipes["P2"]
    document = contract("", Party(name=name, role=Role.VENDOR))
    subject = clause(found=facts(metric=metric, target=target))
    slots = slots_of(subject, recipe, words_of(document))
    for advice in recipe.advice.values():
        text = compose(advice, view_of(subject), slots)
        assert "{" not in text
        assert "}" not in text
        assert "  " not in text


@pytest.mark.parametrize(
    ("metric", "text", "measured", "level"),
    [
        ("uptime", "x", "the uptime", "the agreed level of the uptime"),
        (
            "uptime commitment",
            "x",
            "performance against the uptime commitment",
            "the uptime commitment",
        ),
        (
            None,
            "If the Carrier misses the On-Time Target in a month, the fee falls.",
            "performance against the On-Time Target",
            "the On-Time Target",
        ),
        ("Supplier", "x", "[measure]", "[target] for [measure]"),
    ],
)
def test_performance_is_measured_and_not_the_level_or_the_party(
    metric: str | None, text: str, measured: str, level: str
) -> None:
    words = words_of(STYLES["defined terms with the article"])
    found = facts(metric=metric) if metric else Facts()
    assert metric_of(clause(text, found=found), words) == measured
    assert level_of(measured, "[target]") == level
