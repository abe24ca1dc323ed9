"""Service-credit tables in PDFs, drawn in the ways that contracts draw them."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

BEFORE = "4.2 The Customer may deduct the service credits of this table from the next invoice."
AFTER = "4.3 Service credits are capped at ten percent of the monthly fee."
ROWS = [
    ["Service level", "Target", "Credit per month"],
    ["Calls answered within 20 seconds", "80 %", "2 % of the monthly fee"],
    ["Availability of the platform", "99.5 %", "3 % of the monthly fee"],
    ["Complaints closed in 5 days", "95 %", "1 % of the monthly fee"],
]
GRID = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
HALF = [("LINEABOVE", (0, 0), (-1, 0), 1, "black"), ("LINEBELOW", (0, 0), (-1, -1), 0.5, "black")]
SPANS = [*GRID, ("SPAN", (0, 0), (2, 0)), ("SPAN", (0, 2), (0, 3))]


def with_table(
    rows: list[list[str]], style: list[tuple[object, ...]], *, wrap: bool = False
) -> bytes:
    """A page with a clause, the table, and the next clause; ``wrap`` sets cells as paragraphs."""
    normal = getSampleStyleSheet()["Normal"]
    cells = [[Paragraph(cell, normal) for cell in row] for row in rows] if wrap else rows
    file = io.BytesIO()
    document = SimpleDocTemplate(file, pagesize=A4, invariant=1)
    table = Table(cells, colWidths=[190, 90, 150], style=TableStyle(style), repeatRows=0)
    document.build(
        [Paragraph(BEFORE, normal), Spacer(1, 10), table, Spacer(1, 10), Paragraph(AFTER, normal)]
    )
    return file.getvalue()
