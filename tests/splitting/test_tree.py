"""Which numbers open a clause, and under which other clause each one stands."""

from __future__ import annotations

import pytest

from clauseadvisor.domain import Document, Format, Layout, Paragraph
from clauseadvisor.splitting import split_clauses
from clauseadvisor.splitting.outline import outline
from tests.splitting.documents import assert_sound, document_of, paragraphs_of, tree_of

TREES = {
    "sections and sub-clauses": (
        """
        1. SERVICES
        1.1 Scope. The Supplier shall run the help desk every working day of the year.
        1.2 Staff. The Supplier shall employ trained staff who speak both languages.
        2. FEES
        2.1 Rates. The Customer shall pay the rates of Schedule 1 each month in arrears.
        2.2 Review. The parties shall review the rates once a year in good faith.
        """,
        ["1 SERVICES", "> 1.1 Scope", "> 1.2 Staff", "2 FEES", "> 2.1 Rates", "> 2.2 Review"],
    ),
    "articles with their title on the next line": (
        """
        ARTICLE I
        DEFINITIONS
        1.1 Charges. The Charges are the sums that the Customer owes under this Agreement.
        1.2 Term. The Term is the time from the first day to the end of this Agreement.
        ARTICLE II
        TERM
        Section 2.01 Start. This Agreement starts on the day of the last signature below.
        Section 2.02 End. This Agreement ends five years after the day on which it starts.
        """,
        [
            "ARTICLE I DEFINITIONS", "> 1.1 Charges", "> 1.2 Term",
            "ARTICLE II TERM", "> Section 2.01 Start", "> Section 2.02 End",
        ],
    ),
    "what an amendment inserts, between its own items": (
        """
        AMENDMENT TO THE SUPPLY AGREEMENT
        1. A new Section 3A shall be inserted into the Agreement as follows:
        “3A Tools of the Customer
        3A.1 The Supplier shall use the tools of the Customer for no other work than this.
        3A.2 The Supplier shall look after the tools of the Customer, and to that end:
        (a) Care. The Supplier shall clean and oil each of the tools once in every week of use.
        (b) Report. The Supplier shall tell the Customer of each tool that has come to harm.
        3A.3 The Supplier shall give the tools back on the last day of the work with them.”
        2. Sections 5.2 (b) and 5.2 (c) of the Agreement shall be replaced by the following:
        “5.2 (b) Prices. The prices shall stand for two years from the day of this amendment.
        5.2 (c) Discount. The Supplier shall take two per cent off for payment within ten days.”
        3. Section 12 of the Agreement shall be replaced by the following:
        "12. Notices. Each notice shall be given in writing to the address at the top of the page.
        13. Language. The English words of the contract shall go before those in any other."
        4. All other terms of the Agreement shall stay as they are and bind both of the parties.
        """,
        [
            "AMENDMENT TO THE SUPPLY AGREEMENT",
            "> 1", "> > 3A Tools of the Customer", "> > > 3A.1", "> > > 3A.2", "> > > > (a) Care",
            "> > > > (b) Report", "> > > 3A.3",
            "> 2", "> > 5.2(b) Prices", "> > 5.2(c) Discount",
            "> 3", "> > 12 Notices", "> > 13 Language",
            "> 4",
        ],
    ),
    "numbers that an earlier amendment inserted": (
        """
        4. STAFF
        4.1 Training. The Supplier shall train its staff at its own cost before they begin.
        4.1A Languages. The Supplier shall employ staff who speak both of the languages well.
        4.2 Hours. The Supplier shall employ enough staff for each of the working hours.
        4A. TOOLS
        4A.1 Care. The Supplier shall look after the tools of the Customer as after its own.
        5. FEES
        5.1 Rates. The Customer shall pay the rates of Schedule 1 each month in arrears.
        """,
        [
            "4 STAFF", "> 4.1 Training", "> 4.1A Languages", "> 4.2 Hours",
            "4A.1 Care", "5.1 Rates",
        ],
    ),
    "headings above headings, in a letter that counts nothing": (
        """
        Hosting by Quill and Partners
        The service runs for a year from the first day of March and may be renewed after it.
        Support by Telephone
        Quill answers calls from its customers at all hours of the day and of the night.
        It replies to letters within a week.
        Further Services
        Project Management
        Quill guides the work of others at a rate of fifty dollars for each of the hours.
        Programs on the Server
        - Systems that run the machine by day and by night
        - Data bases with copies at another of our sites
        """,
        [
            "Hosting by Quill and Partners", "Support by Telephone", "Project Management",
            "Programs on the Server",
        ],
    ),
    "an answer filled in behind a colon, before the next item": (
        """
        1. Release of capacity. The Shipper gives these particulars of what it releases.
        (i) Least price that the seller takes (write none where there is none at all):
        Tariff Price
        (ii) How bids are to be made. Each bid shall name a price and a volume in writing.
        2. Bids. The Carrier shall open the bids in the presence of all who made one.
        """,
        ["1 Release of capacity", "> (i)", "> (ii)", "2 Bids"],
    ),
    "a letter list that passes (i)": (
        """
        1. The Supplier shall report on the following matters every month without being asked.
        (g) The Supplier shall state the calls that were answered within the agreed time.
        (h) The Supplier shall state the calls that were lost, and why each one was lost.
        (i) The Supplier shall state the complaints that it received in the same month.
        (j) The Supplier shall state what it will do about each one of these complaints.
        """,
        ["1", "> (g)", "> (h)", "> (i)", "> (j)"],
    ),
    "a letter of a list that is set off in brackets by mistake": (
        """
        4. FURTHER DUTIES
        a. Staff. The Supplier shall employ trained staff at each one of the sites.
        (i) The Supplier shall pay their wages, and all that the law makes it pay on them.
        (ii) The Supplier shall replace at once those who leave while the work goes on.
        b. Tools. The Supplier shall bring its own tools, and insure them against theft and fire.
        (i) The Supplier shall mark its tools, so that nobody takes them for the Customer's own.
        (c) Old debts. The Supplier shall collect the debts that are open on the first day.
        (i) The Customer shall hand over a list of these debts and of those who owe them.
        d. Sharing out. The parties shall share the costs of the month in which work begins.
        e. Advice. The Supplier shall ask the Customer before it signs a contract for a year.
        """,
        ["4 FURTHER DUTIES", "> a Staff", "> > (i)", "> > (ii)", "> b Tools", "> > (i)",
         "> (c) Old debts", "> > (i)", "> d Sharing out", "> e Advice"],
    ),
    "headings that count by a word of their own, with a list under each": (
        """
        RULE 20: CLAIMS FOR DAMAGE
        I. FILING
        (a) A claim shall be filed in writing within nine months after the delivery of the goods.
        (b) A claim shall name the goods, the waybill, the loss and the sum that is asked for it.
        II. ANSWER
        (a) The Carrier shall answer each claim within thirty days after it has received it.
        RULE 30: CLAIMS FOR OVERCHARGE
        I. FILING
        (a) A claim shall be filed in writing within three years after the day of the invoice.
        II. ANSWER
        (a) The Carrier shall answer each claim within sixty days after it has received it.
        """,
        ["RULE 20: CLAIMS FOR DAMAGE", "> I FILING", "> > (a)", "> > (b)", "> II ANSWER",
         "RULE 30: CLAIMS FOR OVERCHARGE", "> I FILING", "> II ANSWER"],
    ),
    "a roman list below a letter list": (
        """
        1. The parties agree what follows about the way in which they will run the service.
        (a) The Supplier shall keep a log of each incident that a user of the service reports.
        (i) The log shall name the user, the time of the report and the person who took it.
        (ii) The log shall be open to the Customer at any time during working hours.
        (b) The Customer shall read the log before it complains about an incident to anyone.
        """,
        ["1", "> (a)", "> > (i)", "> > (ii)", "> (b)"],
    ),
    "capital letters, then figures, then letters": (
        """
        I. DELIVERY
        A. The Supplier shall deliver the goods to the warehouse that the order names.
        1. Delivery takes place between eight in the morning and four in the afternoon.
        2. The driver shall wait for up to one hour until the goods have been counted.
        B. Risk passes to the Customer when the goods have been counted and signed for.
        II. PRICE
        A. The Customer shall pay the price that the list shows on the day of the order.
        B. The Supplier may change the list once a year, with notice of sixty days.
        """,
        ["I DELIVERY", "> A", "> > 1", "> > 2", "> B", "II PRICE", "> A", "> B"],
    ),
    "schedules start again": (
        """
        1. Services. The Supplier shall provide the services that Schedule 1 describes.
        2. Fees. The Customer shall pay the fees that Schedule 2 lists for each of them.
        Schedule 1
        The Services
        1. Help desk. The Supplier answers calls on working days from eight to eight.
        2. Field service. The Supplier visits a site within four hours of a call.
        Schedule 2 - Fees
        1. Help desk. The Customer pays a fixed fee for each month of the help desk.
        2. Field service. The Customer pays a fee for each visit that was needed.
        """,
        [
            "1 Services", "2 Fees",
            "Schedule 1 The Services", "> 1 Help desk", "> 2 Field service",
            "Schedule 2 Fees", "> 1 Help desk", "> 2 Field service",
        ],
    ),
    "bare headings above numbers that go on": (
        """
        CONFIDENTIALITY
        1. Each party shall keep what it learns about the other party to itself for five years.
        2. Each party may tell its advisers what they must know to advise it on this Agreement.
        LIABILITY
        3. Neither party is liable for a loss that it could not foresee when it signed this.
        4. Nothing in this Agreement limits the liability of a party for fraud or for injury.
        """,
        ["CONFIDENTIALITY", "> 1", "> 2", "LIABILITY", "> 3", "> 4"],
    ),
    "numbers of the old style": (
        """
        1.0 SCOPE
        1.1 The Supplier shall maintain the machines that the Customer lists in writing.
        1.2 The Customer shall give the Supplier access to each of these machines by day.
        2.0 PRICE
        2.1 The Customer shall pay one twelfth of the yearly price at the end of each month.
        2.2 The price covers parts and labour, but no damage that the Customer has caused.
        """,
        ["1.0 SCOPE", "> 1.1", "> 1.2", "2.0 PRICE", "> 2.1", "> 2.2"],
    ),
    "half brackets, section signs and a missing number": (
        """
        § 1 Delivery. The Supplier delivers the goods within ten days of each written order.
        1) Goods that come late may be refused when the Customer no longer has a use for them.
        2) Goods that come early are stored at the risk and at the expense of the Supplier.
        § 2 Payment. The Customer pays within thirty days of the day of a correct invoice.
        § 4 Law. The law of the country in which the Customer has its seat governs this.
        """,
        ["§ 1 Delivery", "> 1)", "> 2)", "§ 2 Payment", "§ 4 Law"],
    ),
    "a number behind a number": (
        """
        1. (a) The Supplier shall insure the goods for what they are worth on the day of delivery.
        (b) The Customer shall tell the Supplier on request what the goods are worth to it.
        2. The parties shall meet once in a quarter and speak about what could be done better.
        """,
        ["1(a)", "> (b)", "2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "tree"), TREES.values(), ids=TREES)
def test_numbers_and_headings_make_a_tree(text: str, tree: list[str]) -> None:
    document = document_of(text)
    clauses = split_clauses(document)
    assert tree_of(clauses) == tree
    assert_sound(document, clauses)


RUNNING_TEXT = [
    "as set out in Section 4.2 and in Article 5, and subject to Exhibit B of this Agreement",
    "a factor of 1.5 units for each call, and 2.5 units for each visit to a site",
    "pursuant to Article 5. The notice shall name the clause that was broken and the day",
    "within 30. days (as the annex has it) of the day on which the invoice came in",
    "under clause 2. Supplier shall then repeat the service at no charge to the Customer",
    "by either party (a) for cause, or (b) at will with notice of ninety days to the other",
    "of at least 99.5. The Supplier measures it every minute of each day of the month",
    "see No. 2. The certificate number has to stand on each of the invoices it sends",
    'as the plan says (see there). "4.2 Extra Shifts" and "4.3 Night Work" are its words',
]


@pytest.mark.parametrize("words", RUNNING_TEXT)
def test_numbers_in_running_text_never_split(words: str) -> None:
    document = document_of(f"""
        1. Service. The Supplier shall perform {words}.
        2. Fees. The Customer shall pay for what it has ordered and received in the month.
        """)
    assert [clause.number for clause in split_clauses(document)] == ["1", "2"]


CITED_AT_THE_HEAD = [
    "Section 4.2 applies to each of the orders that a customer places by telephone.",
    "Article 5 of the Master Agreement stays in force for as long as this one does.",
    "(c) of Section 5 does not apply to goods that were made to the order of a customer.",
    "30 days after the end of the month the Supplier shall send in its final account.",
    "1.5 units are charged for each visit that takes place on a Sunday or a holiday.",
    "4.2 above applies to goods as it does to services of the Supplier.",
    "Schedule 9 sets out the sites, and the hours at which each one of them is open.",
    "(b) and (c) above apply to goods as they do to services of the Supplier.",
    "Section 2.7 (“Change Requests”) of the Master Agreement applies to each order.",
    "2024",
    "7",
    "3D Printing of parts is no service that the Supplier offers to its customers.",
    "“2.5 Litre Barrel” means a barrel that holds two and a half litres of the oil.",
    '"30 Day Notice" means a notice that is given thirty days before it takes effect.',
]


@pytest.mark.parametrize("line", CITED_AT_THE_HEAD)
def test_a_paragraph_may_begin_with_a_citation(line: str) -> None:
    document = document_of(f"""
        1. Service. The Supplier shall perform the services that a customer may order.
        {line}
        2. Fees. The Customer shall pay for what it has ordered and received in the month.
        """)
    clauses = split_clauses(document)
    assert [clause.number for clause in clauses if clause.number] == ["1", "2"]
    assert_sound(document, clauses)


def test_numbers_are_found_where_the_source_has_no_line_breaks() -> None:
    document = document_of(
        "1. SERVICES 1.1 Scope. The Supplier shall run the help desk as Section 4.2 says. "
        "1.2 Staff. The Supplier shall employ trained staff. Of these, 2.5 posts are paid by hours. "
        "1.3 The Supplier shall replace staff on request. 2. FEES 2.1 Rates. The Customer shall pay "
        "the agreed rates. (a) The Supplier shall send invoices every month. (b) The Customer shall "
        "pay them within thirty days. 2.2 Review. The parties shall review the rates once a year.",
        format=Format.PDF,
    )
    clauses = split_clauses(document)
    assert_sound(document, clauses)
    assert tree_of(clauses) == [
        "1 SERVICES", "> 1.1 Scope", "> 1.2 Staff", "> 1.3",
        "2 FEES", "> 2.1 Rates", "> > (a)", "> > (b)", "> 2.2 Review",
    ]  # fmt: skip


def test_an_item_that_runs_on_behind_another_is_found_among_its_neighbours() -> None:
    document = document_of(
        """
        5. Consent. These steps of the Supplier need the consent of the Customer beforehand:
        a. the purchase of any one machine, unless the plan of the year provides for it by name;
        b. the sale of machines that are worth more than a year's fees (as the plan lists) c. the hiring of a head of a site; Otherwise the Supplier chooses its staff (see the plan) i. e. it needs no consent;
        d. the closing of a site at which more than ten of its staff have their place of work.
        """
    )
    units = outline(document.text, document.layout.paragraphs, printed=True)
    assert [unit.number for unit in units] == ["5", "a", "b", "c", "d"]


def test_a_division_without_a_number_of_its_own_is_run_on_too() -> None:
    document = document_of(
        "CLAUSE FIRST OBJECT 1.1 The Carrier shall carry the oil. 1.2 The Shipper shall pay for it. "
        "CLAUSE SECOND TERM 2.1 The contract lasts a year. 2.2 It may be renewed for one more.",
        format=Format.PDF,
    )
    clauses = split_clauses(document)
    assert_sound(document, clauses)
    assert [clause.number for clause in clauses][-3:] == ["1.2", "2.1", "2.2"]


def test_the_numbers_that_word_supplies_are_taken_as_they_are() -> None:
    text = (
        "1. Scope\n1.1 The Supplier runs the help desk for the users of the Customer.\n"
        "First The help desk answers calls in two languages on each working day.\n"
        "7. Fees are due at the end of each month in which the help desk was open."
    )
    numbers = ["1.", "1.1", "First", "7."]
    paragraphs = [
        Paragraph(start=p.start, end=p.end, number=number)
        for p, number in zip(paragraphs_of(text), numbers, strict=True)
    ]
    document = document_of(text, layout=Layout(paragraphs=tuple(paragraphs)))
    clauses = split_clauses(document)
    assert_sound(document, clauses)
    assert [clause.number for clause in clauses] == ["1.1", "First", "7"]


def test_a_number_printed_alone_and_once_more_is_one_clause() -> None:
    document = document_of(
        """
        8.1 Notices. A notice shall be given in writing to the address that stands below.
        8.2
        8.2 Reading. The captions of this contract are no part of it, and do not explain it.
        8.3 Copies. The contract is signed in two copies, each one of which is an original.
        """
    )
    clauses = split_clauses(document)
    assert_sound(document, clauses)
    assert tree_of(clauses) == ["8.1 Notices", "8.2 Reading", "8.3 Copies"]


def test_lines_stand_in_for_paragraphs_that_the_reader_did_not_give() -> None:
    text = "1. Scope. The Supplier runs the help desk.\n\n2. Fees. The Customer pays for it."
    document = document_of(text, layout=Layout())
    assert tree_of(split_clauses(document)) == ["1 Scope", "2 Fees"]


def test_a_document_without_text_has_no_clauses() -> None:
    assert split_clauses(document_of("  \n \t ")) == ()


def test_ids_come_from_the_words_alone() -> None:
    one = document_of(
        "1. Fees. The Customer shall pay the fees.\n2. Law. The law of Norway applies."
    )
    other = document_of(
        "Preamble of another kind, which moves everything.\n\n"
        "1. Fees. The Customer   shall pay the fees.\n2. Law. The law of Norway applies."
    )
    assert {c.id for c in split_clauses(one)} <= {c.id for c in split_clauses(other)}


def test_equal_clauses_are_counted() -> None:
    document = document_of("1. The same words in each clause of it.\n" * 3)
    ids = [clause.id for clause in split_clauses(document)]
    assert ids[1:] == [f"{ids[0]}-2", f"{ids[0]}-3"]


HOSTILE = [
    "".join(f"1. a) (i) A. {n}.1 So.\n" for n in range(1, 2_000)),
    "I. The\nII. The\nX. The\n" * 700,
    "1. The\n(a) The\nA. The\n1) The\n§ 1 The\nArticle 1\n1.1 The\n" * 300,
    "HEAD\n“Fee” means x.\n(a) The\n" * 700,
    "Schedule 1\nIN WITNESS WHEREOF\n1. The\n" * 700,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_makes_no_deep_tree(text: str) -> None:
    document: Document = document_of(text)
    clauses = split_clauses(document)
    assert_sound(document, clauses)
    depth: dict[str | None, int] = {None: 0}
    for clause in clauses:
        depth[clause.id] = depth[clause.parent] + 1
    assert max(depth.values()) <= 20
