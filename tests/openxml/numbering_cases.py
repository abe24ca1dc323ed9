"""Hand-written numbers: what Word shows, each row with its rule of ECMA-376 Part 1.

``office`` says whether LibreOffice shows the same; where it does not, the standard decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.openxml.builder import abstract, docx, lvl, num, p, starts_at, style


@dataclass(frozen=True, kw_only=True)
class Case:
    """Paragraphs as (list, level) or (style), and the labels that they show ("" for none)."""

    rule: str
    name: str
    numbering: str
    paragraphs: tuple[str, ...]
    labels: tuple[str, ...]
    styles: str = ""
    office: bool = True

    @property
    def data(self) -> bytes:
        return docx(*self.paragraphs, numbering=self.numbering, styles=self.styles)


def at(ilvl: int, numbered: int = 1, **more: str) -> str:
    return p("x", num=numbered, ilvl=ilvl, **more)


def styled(name: str) -> str:
    return p("x", style=name)


def in_list(num_id: int, ilvl: int | None = None) -> str:
    level = f'<w:ilvl w:val="{ilvl}"/>' if ilvl is not None else ""
    return f'<w:numPr>{level}<w:numId w:val="{num_id}"/></w:numPr>'


def one_format(number_format: str, start: int = 1) -> str:
    return abstract(0, lvl(0, "%1", number_format, start=start)) + num(1, 0)


LEGAL = abstract(
    0, lvl(0, "%1."), lvl(1, "%1.%2"), lvl(2, "(%3)", "lowerLetter"), lvl(3, "(%4)", "lowerRoman")
)

CASES = [
    Case(
        rule="17.9.11 lvlText",
        name="levels in the text of deeper ones",
        numbering=LEGAL + num(1, 0),
        paragraphs=(at(0), at(1), at(1), at(2), at(3), at(3), at(2), at(1), at(0), at(1)),
        labels=("1.", "1.1", "1.2", "(a)", "(i)", "(ii)", "(b)", "1.3", "2.", "2.1"),
    ),
    Case(
        rule="17.9.11 lvlText",
        name="words round the number",
        numbering=abstract(0, lvl(0, "Article %1 -", "upperRoman"), lvl(1, "Section %1.%2:"))
        + num(1, 0),
        paragraphs=(at(0), at(1), at(0)),
        labels=("Article I -", "Section I.1:", "Article II -"),
    ),
    Case(
        rule="17.9.11 lvlText",
        name="a level without text counts and shows nothing",
        numbering=abstract(0, lvl(0, ""), lvl(1, "%1.%2")) + num(1, 0),
        paragraphs=(at(0), at(1), at(0), at(1)),
        labels=("", "1.1", "", "2.1"),
    ),
    Case(
        rule="17.9.11 lvlText",
        name="a skipped level shows its start value and counts as begun",
        numbering=LEGAL + num(1, 0),
        paragraphs=(at(1), at(1), at(0), at(1)),
        labels=("1.1", "1.2", "2.", "2.1"),
    ),
    Case(
        rule="17.9.25 start",
        name="a start value, taken up again after each restart",
        numbering=abstract(0, lvl(0, "%1.", start=5), lvl(1, "(%2)", "lowerLetter", start=3))
        + num(1, 0),
        paragraphs=(at(0), at(1), at(1), at(0), at(1)),
        labels=("5.", "(c)", "(d)", "6.", "(c)"),
    ),
    Case(
        rule="17.9.25 start",
        name="without a start value lists begin at zero",
        numbering=abstract(0, lvl(0, "%1.", start=None)) + num(1, 0),
        paragraphs=(at(0), at(0)),
        labels=("0.", "1."),
    ),
    Case(
        rule="17.9.26 startOverride",
        name="a list that starts anew, and goes on after it",
        numbering=LEGAL + num(1, 0) + num(2, 0, starts_at(0, 1)),
        paragraphs=(at(0), at(0), at(0, 2), at(0, 2)),
        labels=("1.", "2.", "1.", "2."),
    ),
    Case(
        rule="17.9.26 startOverride",
        name="an override of a deeper level",
        numbering=LEGAL + num(1, 0) + num(2, 0, starts_at(1, 7)),
        paragraphs=(at(0), at(1), at(1, 2), at(1, 2), at(0, 2), at(1, 2)),
        labels=("1.", "1.1", "1.7", "1.8", "2.", "2.7"),
        office=False,
    ),
    Case(
        rule="17.9.15 num",
        name="two lists of one definition share its count",
        numbering=LEGAL + num(1, 0) + num(2, 0),
        paragraphs=(at(0), at(0), at(0, 2), at(1, 2), at(0)),
        labels=("1.", "2.", "3.", "3.1", "4."),
    ),
    Case(
        rule="17.9.8 lvlOverride",
        name="a level replaced for one list alone",
        numbering=LEGAL
        + num(1, 0)
        + num(
            2,
            0,
            f'<w:lvlOverride w:ilvl="0">{lvl(0, "Schedule %1", "upperLetter")}</w:lvlOverride>',
        ),
        paragraphs=(at(0, 2), at(0, 2), at(1, 2)),
        labels=("Schedule A", "Schedule B", "B.1"),
    ),
    Case(
        rule="17.9.10 lvlRestart",
        name="zero: the level never restarts",
        numbering=abstract(0, lvl(0, "Part %1"), lvl(1, "%2.", restart=0)) + num(1, 0),
        paragraphs=(at(0), at(1), at(1), at(0), at(1), at(1)),
        labels=("Part 1", "1.", "2.", "Part 2", "3.", "4."),
        office=False,
    ),
    Case(
        rule="17.9.10 lvlRestart",
        name="one: level 3 restarts after level 1 alone",
        numbering=abstract(0, lvl(0, "%1."), lvl(1, "%1.%2"), lvl(2, "(%3)", restart=1))
        + num(1, 0),
        paragraphs=(at(0), at(1), at(2), at(2), at(1), at(2), at(0), at(1), at(2)),
        labels=("1.", "1.1", "(1)", "(2)", "1.2", "(3)", "2.", "2.1", "(1)"),
        office=False,
    ),
    Case(
        rule="17.9.4 isLgl",
        name="legal numbering turns every level into digits",
        numbering=abstract(
            0,
            lvl(0, "Article %1", "upperRoman"),
            lvl(1, "%1.%2", "lowerLetter", legal=True),
            lvl(2, "%1.%2.%3", "lowerRoman"),
        )
        + num(1, 0),
        paragraphs=(at(0), at(0), at(1), at(1), at(2)),
        labels=("Article I", "Article II", "2.1", "2.2", "II.b.i"),
        office=False,
    ),
    Case(
        rule="17.9.4 isLgl",
        name="Word's own article and section numbering",
        numbering=abstract(
            0,
            lvl(0, "Article %1.", "upperRoman"),
            lvl(1, "Section %1.%2", "decimalZero", legal=True),
            lvl(2, "(%3)", "lowerLetter"),
        )
        + num(1, 0),
        paragraphs=(at(0), at(1), at(1), at(2)),
        labels=("Article I.", "Section 1.01", "Section 1.02", "(a)"),
        office=False,
    ),
    Case(
        rule="17.9.11 lvlText",
        name="a level skipped later on",
        numbering=abstract(0, lvl(0, "%1."), lvl(1, "%1.%2"), lvl(2, "%1.%2.%3")) + num(1, 0),
        paragraphs=(at(0), at(1), at(0), at(2), at(1), at(2)),
        labels=("1.", "1.1", "2.", "2.1.1", "2.2", "2.2.1"),
    ),
    Case(
        rule="17.9.17 numFmt",
        name="a level of format none is left out of deeper numbers",
        numbering=abstract(0, lvl(0, "Preamble", "none"), lvl(1, "%1%2)", "decimal")) + num(1, 0),
        paragraphs=(at(0), at(1), at(1)),
        labels=("Preamble", "1)", "2)"),
    ),
    Case(
        rule="17.9.17 numFmt",
        name="bullets count and show one sign",
        numbering=abstract(0, lvl(0, "%1."), lvl(1, "\uf0b7", "bullet")) + num(1, 0),
        paragraphs=(at(0), at(1), at(1), at(0)),
        labels=("1.", "•", "•", "2."),
    ),
    Case(
        rule="17.9.18 numId",
        name="zero takes a paragraph out of its style's list",
        numbering=LEGAL + num(1, 0),
        styles=style("Item", in_list(1)),
        paragraphs=(styled("Item"), p("x", style="Item", num=0), styled("Item")),
        labels=("1.", "", "2."),
    ),
    Case(
        rule="17.9.18 numId",
        name="a list that does not exist numbers nothing",
        numbering=LEGAL + num(1, 0),
        paragraphs=(at(0), at(0, 9), at(0)),
        labels=("1.", "", "2."),
    ),
    Case(
        rule="17.9.23 pStyle",
        name="styles stand on the level that names them, stated or not",
        numbering=abstract(
            0,
            lvl(0, "%1.", style="Heading1"),
            lvl(1, "%1.%2", style="Heading2"),
            lvl(2, "(%3)", "lowerLetter", style="Heading3"),
        )
        + num(1, 0),
        styles=style("Heading1", in_list(1))
        + style("Heading2", in_list(1, 1))
        + style("Heading3", in_list(1)),
        paragraphs=tuple(
            map(styled, ("Heading1", "Heading2", "Heading3", "Heading3", "Heading1", "Heading2"))
        ),
        labels=("1.", "1.1", "(a)", "(b)", "2.", "2.1"),
        office=False,
    ),
    Case(
        rule="17.9.23 pStyle",
        name="styles that state their level",
        numbering=abstract(0, lvl(0, "%1.", style="Heading1"), lvl(1, "%1.%2", style="Heading2"))
        + num(1, 0),
        styles=style("Heading1", in_list(1)) + style("Heading2", in_list(1, 1)),
        paragraphs=tuple(map(styled, ("Heading1", "Heading2", "Heading2", "Heading1"))),
        labels=("1.", "1.1", "1.2", "2."),
    ),
    Case(
        rule="17.9.23 pStyle",
        name="a level that names a style numbers no other style",
        numbering=abstract(0, lvl(0, "%1.", style="Clause")) + num(1, 0),
        styles=style("Clause", in_list(1)) + style("Other", in_list(1)),
        paragraphs=(
            styled("Clause"),
            styled("Other"),
            p("x", style="Other", num=1),
            styled("Clause"),
        ),
        labels=("1.", "", "2.", "3."),
        office=False,
    ),
    Case(
        rule="17.7.4.3 basedOn",
        name="a style inherits the list of the one it is based on",
        numbering=abstract(0, lvl(0, "%1.", style="Clause")) + num(1, 0),
        styles=style("Clause", in_list(1))
        + style("Bold Clause", based_on="Clause")
        + style("Plain", in_list(0), based_on="Clause"),
        paragraphs=tuple(map(styled, ("Clause", "Bold Clause", "Plain", "Clause"))),
        labels=("1.", "2.", "", "3."),
    ),
    Case(
        rule="17.9.3 ilvl",
        name="a level of its own in the list of the style",
        numbering=LEGAL + num(1, 0),
        styles=style("Item", in_list(1)),
        paragraphs=(styled("Item"), p("x", style="Item", ilvl=1), styled("Item")),
        labels=("1.", "1.1", "2."),
    ),
    Case(
        rule="17.9.3 ilvl",
        name="no level means the first",
        numbering=LEGAL + num(1, 0),
        paragraphs=(p("x", num=1), p("x", num=1)),
        labels=("1.", "2."),
    ),
    Case(
        rule="17.9.21 numStyleLink, 17.9.27 styleLink",
        name="a list defined by a numbering style",
        numbering='<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Lists"/>'
        + lvl(0, "%1)")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Lists"/></w:abstractNum>'
        + num(1, 0)
        + num(2, 1),
        styles=style("Lists", in_list(1), kind="numbering"),
        paragraphs=(at(0, 2), at(0, 2), at(0, 1)),
        labels=("1)", "2)", "1)"),
        office=False,
    ),
    Case(
        rule="17.7.4.17 style",
        name="the default style numbers what names no style",
        numbering=LEGAL + num(1, 0),
        styles=style("Normal", in_list(1), default=True) + style("Other"),
        paragraphs=("x", styled("Other"), "x"),
        labels=("1.", "", "2."),
    ),
    Case(
        rule="17.9.9 lvlPicBulletId, 17.9.24 rPr",
        name="a hidden number counts and is not seen",
        numbering=abstract(
            0, lvl(0, "%1.", properties="<w:rPr><w:vanish/></w:rPr>"), lvl(1, "%1.%2")
        )
        + num(1, 0),
        paragraphs=(at(0), at(1), at(0), at(1)),
        labels=("", "1.1", "", "2.1"),
        office=False,
    ),
    Case(
        rule="17.3.1.19 numPr",
        name="paragraphs without a number stand between and do not count",
        numbering=LEGAL + num(1, 0),
        paragraphs=(at(0), p("x"), at(1), p("x"), at(0)),
        labels=("1.", "", "1.1", "", "2."),
    ),
]

FORMATS = [
    ("decimal", 1, ("1", "2")),
    ("decimalZero", 9, ("09", "10")),
    ("lowerLetter", 26, ("z", "aa", "bb")),
    ("upperLetter", 52, ("ZZ", "AAA")),
    ("lowerRoman", 8, ("viii", "ix", "x")),
    ("upperRoman", 49, ("XLIX", "L")),
    ("ordinal", 11, ("11th", "12th")),
    ("ordinal", 21, ("21st", "22nd", "23rd")),
    ("cardinalText", 20, ("Twenty", "Twenty-one")),
    ("ordinalText", 1, ("First", "Second", "Third")),
    ("ordinalText", 20, ("Twentieth", "Twenty-first")),
    ("none", 1, ("", "")),
]

CASES += [
    Case(
        rule="17.18.59 ST_NumberFormat",
        name=f"{number_format} from {start}",
        numbering=one_format(number_format, start),
        paragraphs=tuple(at(0) for _ in labels),
        labels=labels,
    )
    for number_format, start, labels in FORMATS
]
