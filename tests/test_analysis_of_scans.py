"""What was recognised on a scanned page is analysed, and marked for a look at the page."""

from __future__ import annotations

import pytest

import clauseadvisor as ca
from clauseadvisor.domain import Label
from clauseadvisor.labelling.base import FixedClassifier
from tests.reading.made import flowing
from tests.reading.scans import one_after_the_other, scan_of
from tests.reading.test_pdf import CREDITS, PLAN


@pytest.mark.ocr
def test_clauses_of_recognised_pages_are_for_review() -> None:
    data = one_after_the_other(flowing([CREDITS]), scan_of(flowing([PLAN])))
    analysis = ca.analyze(data, name="contract.pdf", classifier=FixedClassifier(Label.NEUTRAL))
    assert [(c.number, c.page, c.needs_review) for c in analysis.clauses] == [
        ("1.2", 1, False),
        ("1.3", 2, True),
    ]
