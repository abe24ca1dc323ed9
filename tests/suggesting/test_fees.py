"""A share of a fee is told as money where a table of the contract states the fee."""

from __future__ import annotations

import pytest

from clauseadvisor.domain import Amount, Facts, Span, Table
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting.fees import share_of_fee
from clauseadvisor.suggesting.naming import words_of
from clauseadvisor.suggesting.setting import Setting
from tests.builders import a_clause, hosting_contract

PLAYBOOK = load_playbook()
FIRST, LATER = ("Yearly Fee, years 1 to 2", "$90,000"), ("Yearly Fee, year 3", "$80,000")
CAPPED = "5.2 All credits of a year shall not exceed ten percent (10%) of the Yearly Fee."
GROWING = "8.6 The Host may increase the Yearly Fee each May by no more than five percent (5%)."


def told(text: str, *rows: tuple[str, str]) -> str:
    at = text.index("%")
    start = text.rindex(" ", 0, text.rindex(" ", 0, at)) + 1
    words = text[start : text.index(")", at) + 1]
    value = float(text[text.rindex("(", 0, at) + 1 : at])
    amount = Amount(
        kind="percent", value=value, unit="%", text=words, start=start, end=start + len(words)
    )
    clause = a_clause(text, subtype="service_credit", facts=Facts(amounts=(amount,)))
    cells = tuple(tuple(Span(start=0, end=len(cell), text=cell) for cell in row) for row in rows)
    table = Table(start=500, end=900, rows=cells)
    names = words_of(hosting_contract(text), PLAYBOOK.roles)
    return share_of_fee(clause, Setting(playbook=PLAYBOOK, words=names, tables=(table,)))


def test_a_share_is_told_of_each_stated_fee() -> None:
    said = told(CAPPED, ("Item", "Sum"), FIRST, LATER)
    assert "10% of the Yearly Fee" in said
    assert "USD 9,000 (years 1 to 2) and USD 8,000 (year 3)" in said
    assert told(CAPPED, ("Yearly Fee", "EUR 50,000")).endswith("comes to EUR 5,000.")


def test_what_a_fee_may_grow_by_is_told_of_the_fee_that_comes_last() -> None:
    said = told(GROWING, FIRST, LATER)
    assert "USD 4,000 (year 3)" in said
    assert "4,500" not in said


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (("Yearly Fees of others", "$90,000"),),
        (("Yearly Fee", "to be agreed"),),
        (("Yearly Fee", "$90,000", "$80,000"),),
        (FIRST, LATER, ("Yearly Fee, year 4", "$70,000")),
    ],
    ids=["no table", "another fee", "no sum", "two sums in a row", "a price list"],
)
def test_nothing_is_worked_out_where_the_fee_is_not_clear(
    rows: tuple[tuple[str, str], ...],
) -> None:
    assert told(CAPPED, *rows) == ""
