"""What makes one clause: lead-ins and lists, headings, loose paragraphs, tables, signatures."""

from __future__ import annotations

import pytest

from clauseadvisor.domain import Clause, Format
from clauseadvisor.splitting import split_clauses
from tests.splitting.documents import assert_sound, document_of, tree_of


def clauses_of(text: str, *, format: Format = Format.DOCX) -> tuple[Clause, ...]:
    document = document_of(text, format=format)
    clauses = split_clauses(document)
    assert_sound(document, clauses)
    return clauses


SHORT_LIST = """
    4. Termination. Either party may terminate this Agreement at once if the other party:
    (a) fails to pay a sum that is due, and does not pay it within ten days of a reminder;
    (b) becomes insolvent; or
    (c) breaks clause 7.
    5. Survival. Clause 7 survives the end of this Agreement, whatever the reason for it is.
"""


def test_a_short_list_stays_with_its_lead_in() -> None:
    clauses = clauses_of(SHORT_LIST)
    assert tree_of(clauses) == ["4 Termination", "5 Survival"]
    assert clauses[0].text.endswith("(c) breaks clause 7.")
    assert clauses[0].context is None


def test_the_words_behind_a_list_stay_with_it() -> None:
    clauses = clauses_of("""
        4. Termination. Either party may terminate this Agreement at once if the other party:
        (a) fails to pay a sum that is due; or
        (b) becomes insolvent,
        provided that it has sent a notice of default which names the reason.
        In each case the fees that were paid in advance are repaid pro rata.
        5. Survival. Clause 7 survives the end of this Agreement.
        """)
    assert tree_of(clauses) == ["4 Termination", "5 Survival"]


def test_a_long_list_gives_clauses_that_carry_the_lead_in() -> None:
    reason = "fails in some respect that this Agreement names to do what it has promised, " * 7
    clauses = clauses_of(f"""
        4. Termination. Time matters here. Either party may terminate this Agreement if the other party:
        (a) {reason}for a month;
        (b) {reason}for a quarter; or
        (c) {reason}for half a year.
        5. Survival. Clause 7 survives the end of this Agreement.
        """)
    assert tree_of(clauses) == ["4 Termination", "> (a)", "> (b)", "> (c)", "5 Survival"]
    assert {clause.context for clause in clauses[1:4]} == {
        "Either party may terminate this Agreement if the other party:"
    }
    assert clauses[0].context is clauses[4].context is None


def test_items_that_are_sentences_are_clauses_however_short() -> None:
    clauses = clauses_of("""
        6. Reports. The following duties apply from the first day of the service:
        (a) The Supplier shall report the uptime of each month by the fifth working day.
        (b) The Supplier shall pay a service credit of 5 % for a month below the target.
        (c) The Customer shall read each report and answer it within ten working days.
        """)
    assert tree_of(clauses) == ["6 Reports", "> (a)", "> (b)", "> (c)"]


def test_bullets_complete_their_lead_in() -> None:
    clauses = clauses_of("""
        6. Equipment. The Supplier shall bring to each site:
        • the tools that the work takes;
        • spare parts; and
        • a person who knows how to use both of them.
        7. Access. The Customer shall let the Supplier into the site at the agreed hour.
        """)
    assert tree_of(clauses) == ["6 Equipment", "7 Access"]


def test_a_heading_is_joined_with_the_one_paragraph_it_heads() -> None:
    clauses = clauses_of("""
        SERVICE LEVELS
        The Supplier shall keep the service available for 99.5 per cent of each month.
        SERVICE CREDITS
        1. The Supplier shall credit 5 % of the monthly fee for each full point below target.
        2. Credits shall be set off against the next invoice and shall not be paid in cash.
        """)
    assert tree_of(clauses) == ["SERVICE LEVELS", "SERVICE CREDITS", "> 1", "> 2"]
    assert clauses[0].text.startswith("SERVICE LEVELS\nThe Supplier")
    assert clauses[1].text == "SERVICE CREDITS"


def test_paragraphs_without_a_number_belong_to_the_clause_above_them() -> None:
    clauses = clauses_of("""
        3. Audit. The Customer may audit the books of the Supplier once in a calendar year.
        The audit takes place during working hours, and after a notice of thirty days.
        The Customer bears its cost unless it finds that more than 5 % was overcharged.
        4. Law. The law of Norway applies.
        """)
    assert tree_of(clauses) == ["3 Audit", "4 Law"]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = (
        "The Supplier shall keep each of the records that this clause names for seven years. "
    )
    clauses = clauses_of(f"9. Records. {sentence * 60}")
    assert all(600 < len(clause.text) <= 1_500 for clause in clauses)
    assert all(clause.text.endswith("seven years.") for clause in clauses)
    assert {clause.parent for clause in clauses[1:]} == {clauses[0].id}
    assert [clause.number for clause in clauses] == ["9"] + [None] * (len(clauses) - 1)


def test_a_table_stays_with_its_lead_in() -> None:
    clauses = clauses_of("""
        5. Service Credits. The Customer is owed the credit that this table shows for the month:
        Uptime\tCredit
        99.0 to 99.5 %\t5 %
        98.0 to 99.0 %\t10 %
        6. Cap. Credits shall not be more than 15 % of the fee of the month they are for.
        """)
    assert tree_of(clauses) == ["5 Service Credits", "6 Cap"]
    assert "98.0 to 99.0 %\t10 %" in clauses[0].text


def test_a_long_table_is_cut_between_rows_and_keeps_its_lead_in_as_context() -> None:
    rows = "\n        ".join(
        f"Site {n} of the Customer in town {n}\t{n},000\t{n} hours" for n in range(100, 160)
    )
    clauses = clauses_of(f"""
        5. Sites. The Supplier shall serve the sites of this table:
        {rows}
        6. Cap. Credits shall not be more than 15 % of the fee of the month they are for.
        """)
    table = clauses[:-1]
    assert len(table) > 1
    assert all(len(clause.text) <= 1_500 for clause in table)
    assert all("\n" in clause.text and clause.text.endswith("hours") for clause in table)
    assert all(
        clause.context == "The Supplier shall serve the sites of this table:"
        for clause in table[1:]
    )


def test_a_row_that_names_its_own_term_is_a_clause() -> None:
    clauses = clauses_of("""
        Key terms
        Cap\tNeither party is liable for more than the fees of the twelve months before the claim.
        Notice\tEither party may end this Agreement with a written notice of ninety days to the other.
        """)
    assert [clause.heading for clause in clauses][-1] == "Notice"
    assert len(clauses) == 2


def test_recitals_are_taken_together_and_apart_from_what_is_agreed() -> None:
    clauses = clauses_of("""
        SUPPLY AGREEMENT
        This Agreement is made between Alder Foods Ltd and Birch Packaging Ltd, both of Bergen.
        WHEREAS, Alder needs boxes for its foods; and
        WHEREAS, Birch makes boxes and wishes to sell them to Alder;
        NOW, THEREFORE, the parties agree as follows:
        1. Orders. Alder shall order boxes in writing, and Birch shall confirm within two days.
        2. Price. Alder shall pay the price of the list that is in force on the day of the order.
        """)
    assert [clause.number for clause in clauses] == [None, None, "1", "2"]
    assert clauses[1].text.startswith("WHEREAS, Alder")
    assert clauses[1].text.endswith("as follows:")
    assert [clause.context for clause in clauses] == [None] * 4


def test_a_signature_block_is_one_clause_beside_the_last_section() -> None:
    clauses = clauses_of("""
        9. Counterparts. This Agreement may be signed in two copies, which are one agreement.
        IN WITNESS WHEREOF, the parties have signed this Agreement on the day written above.
        ALDER FOODS LTD
        By: ____________
        Name: A. Nilsen
        BIRCH PACKAGING LTD
        By: ____________
        Name: B. Olsen
        Schedule 1
        Boxes
        1. Size. The boxes hold twelve jars, and are made of board that was used before.
        2. Print. The boxes carry the name of Alder on two sides, in one colour.
        """)
    assert tree_of(clauses) == ["9 Counterparts", "-", "Schedule 1 Boxes", "> 1 Size", "> 2 Print"]
    assert clauses[1].text.endswith("B. Olsen")


CONTENTS = {
    "dotted leaders": """
        TABLE OF CONTENTS
        1. Services ........................ 2
        2. Fees ............................ 4
        Schedule 1 - Rates ................. 9
        """,
    "page numbers alone": """
        Contents
        1. Services 2
        2. Fees 4
        Schedule 1 - Rates 9
        """,
    "run together": """
        TABLE OF CONTENTS
        1. Services ............ 2 2. Fees ............ 4 Schedule 1 - Rates ............ 9
        """,
    "without a title": """
        1. Services\t2
        2. Fees\t4
        3. Law\t7
        Schedule 1 - Rates\t9
        """,
}


@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS)
def test_a_table_of_contents_is_one_clause_and_not_the_tree(contents: str) -> None:
    clauses = clauses_of(f"""{contents.rstrip()}
        1. Services. The Supplier shall provide the services that Schedule 1 describes.
        2. Fees. The Customer shall pay the fees that Schedule 1 lists for each of them.
        """)
    assert tree_of(clauses) == ["Table of Contents", "1 Services", "2 Fees"]


def test_a_price_list_is_no_table_of_contents() -> None:
    clauses = clauses_of("""
        Help desk, first hour 90
        Help desk, each further hour 60
        Visit to a site 150
        Visit on a holiday 220
        Travel to a site 45
        """)
    assert all(clause.heading != "Table of Contents" for clause in clauses)


def test_a_sentence_that_the_margin_broke_is_healed_in_printed_text() -> None:
    text = """
        7. WARRANTY. THE SUPPLIER WARRANTS THAT THE GOODS CONFORM TO THE SPECIFICATION AND TO THE
        SAMPLES THAT THE CUSTOMER APPROVED BEFORE THE FIRST ORDER WAS PLACED
        as they stood on the day of the order, whatever Section
        8.1 says about it.
        8. Law. The law of Norway applies to this Agreement and to each order under it.
        """
    assert tree_of(clauses_of(text, format=Format.PDF)) == ["7 WARRANTY", "8 Law"]


@pytest.mark.parametrize(
    "opening",
    [
        "Signed for the parties by their representatives on the day written above.",
        "SIGNED by Anna Nilsen for and on behalf of",
        "Executed as a deed by",
        "Signed and delivered for",
        "Signed:",
    ],
)
def test_signatures_without_closing_words_are_a_clause_of_their_own(opening: str) -> None:
    clauses = clauses_of(f"""
        9. Counterparts. This Agreement may be signed in two copies, which are one agreement.
        {opening}
        Alder Foods Ltd: Anna Nilsen, Director
        Birch Packaging Ltd: Bo Olsen, Director
        """)
    assert tree_of(clauses) == ["9 Counterparts", "-"]
    assert clauses[1].text.startswith(opening)


def test_a_sentence_about_signing_is_no_signature() -> None:
    clauses = clauses_of("""
        9. Orders. An order is made in writing, and is sent by one of the parties to the other.
        Signed by both of them, an order binds the parties; it cannot be cancelled in part.
        """)
    assert tree_of(clauses) == ["9 Orders"]


def test_whole_paragraphs_of_a_schedule_without_numbers_are_clauses() -> None:
    clauses = clauses_of("""
        1. Services. The Supplier shall provide the services that Schedule 1 describes.
        2. Fees. The Customer shall pay the fees that Schedule 1 lists for each of them.
        Schedule 1 - Service levels, credits and bonus
        The service levels of each month, and the credits for them, are:
        Uptime\tCredit
        99.0 to 99.5 %\t5 %
        A credit is not owed as far as the Customer has caused the failure of the service.
        Site A only.
        If the uptime of a quarter is 99.9 % or more, the Customer shall pay a bonus of 2 %.
        """)
    assert tree_of(clauses) == [
        "1 Services", "2 Fees", "Schedule 1 Service levels, credits and bonus", "> -", "> -",
    ]  # fmt: skip
    assert clauses[2].text.endswith("99.0 to 99.5 %\t5 %")
    assert clauses[3].text.endswith("Site A only.")
    assert clauses[4].text.startswith("If the uptime")


def test_numbered_entries_of_a_price_list_stay_under_their_heading() -> None:
    clauses = clauses_of("""
        1. Services. The Supplier shall provide the services that the Customer asks for.
        2. Fees. The Customer shall pay the prices of this list for each hour of service.
        PROGRAMMING
        3. CONSULTATION $100.00
        4. SYSTEMS DEVELOPMENT:
        Senior analyst 85.00, junior analyst 65.00
        5. HELP BY TELEPHONE $ 50.00
        """)
    assert tree_of(clauses) == ["1 Services", "2 Fees", "PROGRAMMING"]


def test_the_price_is_no_part_of_a_heading() -> None:
    clauses = clauses_of("""
        BANK DRAFTS
        15. DRAFT PROCESSING $ .06
        LABOUR
        16. CONSULTATION (PER HOUR) 1,250.00
        """)
    assert [clause.heading for clause in clauses] == [
        "DRAFT PROCESSING", "CONSULTATION (PER HOUR)",
    ]  # fmt: skip


def test_the_first_line_of_an_address_is_no_heading() -> None:
    clauses = clauses_of("""
        6.2 Invoices. The Customer pays within thirty days. Invoices shall be sent to:
        ALDER
        12 Harbour Road
        5003 Bergen
        6.3 Costs. Each party bears the costs that it has when it performs its own duties.
        """)
    assert tree_of(clauses) == ["6.2 Invoices", "6.3 Costs"]


def test_a_heading_may_stand_behind_a_colon() -> None:
    clauses = clauses_of("""
        1. Terms. The terms that follow apply to each order that the Customer makes:
        DELIVERY
        1.1 The Supplier shall deliver each order within the ten days that come after it.
        1.2 The Customer shall receive it on working days from seven until noon.
        """)
    assert [clause.heading for clause in clauses][:2] == ["Terms", "DELIVERY"]


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        (["NOTICE OF RELEASE OF CAPACITY", "AND CONSENT TO ITS TRANSFER"], "NOTICE OF RELEASE OF CAPACITY AND CONSENT TO ITS TRANSFER"),
        (["Schedule to Software Licence,", "Support and Service Terms"], "Schedule to Software Licence, Support and Service Terms"),
        (["CHANGE NO. 3 TO THE", "CARRIAGE AGREEMENT"], "CHANGE NO. 3 TO THE CARRIAGE AGREEMENT"),
        (["CARRIAGE AGREEMENT", "BETWEEN"], "CARRIAGE AGREEMENT"),
        (["GENERAL", "RATES"], "RATES"),
    ],
)  # fmt: skip
def test_a_title_over_several_lines_is_the_heading_as_a_whole(
    lines: list[str], heading: str
) -> None:
    body = "The Carrier releases the capacity to the Shipper on the terms that are set out below."
    document = document_of("\n".join([*lines, body, body]), format=Format.PDF)
    first, *_ = split_clauses(document)
    assert first.heading == heading


def test_what_an_amendment_inserts_completes_no_lead_in_but_what_may_be_amended_does() -> None:
    document = document_of("""
        1. The following new Sections 2.2 (b) and 2.2 (c) shall be added to Section 2.2 of the contract:
        “2.2 (b) Reports. The Supplier shall report once a month what it has done for the Customer.
        2.2 (c) Notes. The Supplier shall keep notes of what it does, and show them on request.”
        2. The prices of Section 5 may be amended by agreement of both of the parties as follows:
        (a) The rates for night work shall rise as the wages of the trade rise from year to year.
        (b) The rates for day work shall rise as the prices of the trade rise from year to year.
        """)
    clauses = split_clauses(document)
    assert [(clause.number, bool(clause.context)) for clause in clauses] == [
        ("1", False), ("2.2(b)", False), ("2.2(c)", False),
        ("2", False), ("(a)", True), ("(b)", True),
    ]  # fmt: skip
