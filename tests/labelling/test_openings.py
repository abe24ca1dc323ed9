"""Openings that name the parties in unusual ways, and contracts that name them elsewhere."""

from __future__ import annotations

import pytest

from clauseadvisor.labelling.preamble import named_parties

OPENINGS = [
    (
        "an address below a name does not belong to it",
        "SUPPLY AGREEMENT\nBETWEEN:\nQUAYSIDE PRINT SERVICES\nKADE 12\n3011 AB ROTTERDAM\n"
        '(HEREINAFTER "QPS")\nAND\nLARCH BOOKS, INC.\n77 ELM STREET\nSALEM, OR 97301\n'
        '(HEREAFTER "LARCH")\n1. PURPOSE',
        ["QUAYSIDE PRINT SERVICES", "LARCH BOOKS, INC."],
    ),
    (
        "a country in brackets is part of a name",
        'This Agreement is made by and between Tarn Dairy (USA) Inc., a Texas company ("Supplier"), '
        'and Corrie Foods LLC, an Ohio company ("Buyer"). WHEREAS it is.',
        ["Tarn Dairy (USA) Inc.", "Corrie Foods LLC"],
    ),
    (
        "a country in brackets may stand behind a comma",
        "This Agreement is by and between Tarn Dairies, (Bermuda) Ltd., a company of Bermuda (“Tarn”), "
        "and Corrie Foods LLC, an Ohio company (“Corrie”). WHEREAS it is.",
        ["Tarn Dairies, (Bermuda) Ltd.", "Corrie Foods LLC"],
    ),
    (
        "a term in capitals needs no quotes",
        'This agreement is made by and between Ada Wren, individual ("SPEAKER"), with offices in '
        "Ohio; and The Good Fit, a Nevada Corporation (the COMPANY), of 5 Long Road. WHEREAS it is.",
        ["Ada Wren", "The Good Fit"],
    ),
    (
        "names without a definition stand in a short sentence",
        "This is a support agreement between BrightKites.net and north harbour. The term is a year."
        "\nNorth Harbour keeps the servers of BrightKites.net running.",
        ["BrightKites.net", "north harbour"],
    ),
    (
        "a guarantee names the one that it is given to, and others by their part in it",
        "GUARANTEE\nAs an inducement to Booth Ideas, Inc. (“Franchisor”) to enter into a contract "
        "with ________ (“Master Franchisee”), the undersigned agree. Master Franchisee shall pay. "
        "Master Franchisee will report. Master Franchisee shall train. Master Franchisee may close. "
        "Master Franchisee shall insure.",
        ["Booth Ideas, Inc.", "Master Franchisee"],
    ),
    (
        "a form without names calls its parties by their part",
        "Cloud Terms between {provider_name} and {customer_name}. Provider will host the service. "
        "Provider may stop. Provider shall answer. Provider will help. Customer will pay. Customer may "
        "leave. Customer shall not copy. Customer must report. Provider will notify Customer.",
        ["Provider", "Customer"],
    ),
    (
        "a pair of parts goes before words that only one section uses",
        "Partner Terms. Licensee shall mark the goods. Licensee will stop. Licensee may ask. As between Licensee and Licensor "
        "the marks stay. "
        "“Contract” means the cover page between Company and Partner with these terms. "
        "Company will ship. Company may bill. Company shall train. Partner will sell. Partner may "
        "promote. Partner shall report.",
        ["Company", "Partner"],
    ),
    (
        "signatures name those who sign for somebody",
        "CABLE AGREEMENT among the Parties of Schedule A. The Parties agree as follows.\n1 They lay "
        "a cable.\nIN WITNESS WHEREOF\nFor and on behalf of\nNordsee Telecom plc\n----\n"
        "For and on behalf of: Baltic Lines Ltd.\n----\nFor and on behalf of\nFjord Carrier A.S.\n",
        ["Nordsee Telecom plc", "Baltic Lines Ltd.", "Fjord Carrier A.S."],
    ),
    (
        "signatures name companies above the hand that signs",
        "JOINT FILING\nThe undersigned agree to file together.\nIN WITNESS WHEREOF\nELM FUND I, L.P.\n"
        "By: Elm Fund GP, LLC, its general partner\nBy: /s/ A. Wren\nELM FUND II, L.P.\nBy: Elm Fund "
        "GP, LLC, its general partner\nBy: /s/ A. Wren\n",
        ["ELM FUND I, L.P.", "ELM FUND II, L.P."],
    ),
]


@pytest.mark.parametrize(
    ("what", "text", "names"), OPENINGS, ids=[what.replace(" ", "-") for what, _, _ in OPENINGS]
)
def test_parties_are_found_where_they_are_named(what: str, text: str, names: list[str]) -> None:
    assert [party.name for party in named_parties(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "Customer may pay. Supplier will deliver.",
        "The difference between apples and pears. Pears are green.",
        "A customer will complain and a supplier will answer. " * 9,
    ],
)
def test_a_few_words_make_no_party(text: str) -> None:
    assert named_parties(text) == []
