"""Hard Word files, with the text that each view must read."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.openxml.builder import (
    abstract,
    docx,
    gone,
    hidden,
    hyperlink,
    ins,
    lvl,
    mark_deleted,
    mark_inserted,
    moved_from,
    moved_to,
    note,
    note_reference,
    num,
    p,
    parts_of,
    r,
    run,
    sdt,
    starts_at,
    strict,
    style,
    t,
    tbl,
    tc,
    text_box,
    tr,
    zipped,
)
from tests.openxml.builder import (
    field as complex_field,
)

CLAUSES = abstract(0, lvl(0, "%1."), lvl(1, "%1.%2", start=1), lvl(2, "(%3)", "lowerLetter")) + num(
    1, 0
)


@dataclass(frozen=True, kw_only=True)
class Hard:
    """A hard file: its bytes, and the text of the two views (None: the same as the final one).

    ``office`` says whether LibreOffice, opening and saving it, keeps all that it holds.
    """

    name: str
    data: bytes
    final: str
    original: str | None = None
    warnings: frozenset[str] = field(default=frozenset())
    office: bool = True


HARD = [
    Hard(
        name="a changed amount, by two authors",
        data=docx(
            p(
                "Credit of ",
                gone("5%", "Ada"),
                ins(r("10%"), "Ben"),
                ins(r(" per month") + gone(" per day", "Ada"), "Ben"),
                " applies.",
            )
        ),
        final="Credit of 10% per month applies.",
        original="Credit of 5% applies.",
        warnings=frozenset({"tracked_changes"}),
    ),
    Hard(
        name="paragraphs joined by a deleted mark, and split by an inserted one",
        data=docx(
            p("Joined ", mark=mark_deleted()),
            p("here."),
            p("Cut ", mark=mark_inserted()),
            p("there."),
        ),
        final="Joined here.\nCut \nthere.",
        original="Joined \nhere.\nCut there.",
        warnings=frozenset({"tracked_changes"}),
    ),
    Hard(
        name="deleted and inserted clauses do not count",
        data=docx(
            p("First.", num=1),
            p(gone("Old second."), num=1, mark=mark_deleted()),
            p(ins(r("New second.")), num=1, mark=mark_inserted("Ben")),
            p("Third.", num=1),
            numbering=CLAUSES,
        ),
        final="1. First.\n2. New second.\n3. Third.",
        original="1. First.\n2. Old second.\n3. Third.",
        warnings=frozenset({"tracked_changes"}),
    ),
    Hard(
        name="a deleted clause before a table leaves no number behind",
        office=False,
        data=docx(
            p("Kept.", num=1),
            p(gone("Dropped."), num=1, mark=mark_deleted()),
            tbl(tr("Fee", "10")),
            p("Also kept.", num=1),
            numbering=CLAUSES,
        ),
        final="1. Kept.\nFee\t10\n2. Also kept.",
        original="1. Kept.\n2. Dropped.\nFee\t10\n3. Also kept.",
        warnings=frozenset({"tracked_changes"}),
    ),
    Hard(
        name="joined paragraphs have the number of the mark that is left",
        data=docx(
            p("Fees. ", num=1, mark=mark_deleted()),
            p("The Customer pays.", num=1, ilvl=1),
            p("Term.", num=1),
            numbering=CLAUSES,
        ),
        final="1.1 Fees. The Customer pays.\n2. Term.",
        original="1. Fees. \n1.1 The Customer pays.\n2. Term.",
        warnings=frozenset({"tracked_changes"}),
        office=False,
    ),
    Hard(
        name="moved text is read once",
        data=docx(
            p(moved_from("Payment is due in 30 days. "), "Fees are fixed."),
            p("Taxes are extra. ", moved_to("Payment is due in 30 days.")),
        ),
        final="Fees are fixed.\nTaxes are extra. Payment is due in 30 days.",
        original="Payment is due in 30 days. Fees are fixed.\nTaxes are extra. ",
        warnings=frozenset({"tracked_changes"}),
    ),
    Hard(
        name="rows and cells added and struck out",
        office=False,
        data=docx(
            tbl(
                tr("Level", "Credit"),
                tr("99%", "5", properties=mark_deleted()),
                tr("98%", "7", properties=mark_inserted()),
                tr("97%", tc("9", properties="<w:cellDel w:id='1' w:author='Ada'/>"), "8"),
            )
        ),
        final="Level\tCredit\n98%\t7\n97%\t8",
        original="Level\tCredit\n99%\t5\n97%\t9\t8",
        warnings=frozenset({"tracked_changes"}),
    ),
    Hard(
        name="a changed list level shows its old number in the original",
        data=docx(
            p("One.", num=1),
            p(
                "Two.",
                properties='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
                '<w:pPrChange w:id="1" w:author="Ada"><w:pPr><w:numPr><w:ilvl w:val="0"/>'
                '<w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>',
            ),
            numbering=CLAUSES,
        ),
        final="1. One.\n1.1 Two.",
        original="1. One.\n2. Two.",
        warnings=frozenset({"tracked_changes"}),
    ),
    Hard(
        name="content controls round blocks, runs, rows and cells",
        data=docx(
            sdt(p("Block.")),
            p("In", sdt(r("line")), "."),
            tbl(sdt(tr("row")), tr("left", sdt(tc("right")))),
            tbl(tr(tc(sdt(p("inside"))), "outside")),
        ),
        final="Block.\nInline.\nrow\nleft\tright\ninside\toutside",
    ),
    Hard(
        name="smart tags, custom XML, hyperlinks and unknown wrappers",
        data=docx(
            p(
                '<w:smartTag w:element="place"><w:smartTagPr/>' + r("London") + "</w:smartTag>",
                ", ",
                '<w:customXml w:element="party">' + r("Northwind") + "</w:customXml>",
                ", ",
                hyperlink(r("the policy")),
                ", ",
                "<x:later>" + r("what comes later") + "</x:later>",
                '<w:dir w:val="ltr">' + r(".") + "</w:dir>",
            ),
            '<w:customXml w:element="clause">' + p("Wrapped whole.") + "</w:customXml>",
        ),
        final="London, Northwind, the policy, what comes later.\nWrapped whole.",
    ),
    Hard(
        name="fields show their results, nested ones too",
        office=False,
        data=docx(
            p(
                "See Section ",
                complex_field(" REF _Ref1 \\r ", r("4.2")),
                ", page ",
                '<w:fldSimple w:instr=" PAGEREF _Ref1 ">' + r("7") + "</w:fldSimple>",
                ", ",
                complex_field(' IF { "a" } ', r("of ") + complex_field(" DATE ", r("May"))),
                ".",
            )
        ),
        final="See Section 4.2, page 7, of May.",
    ),
    Hard(
        name="a field inside the instruction of another shows nothing",
        data=docx(
            p(
                "Fees are ",
                run('<w:fldChar w:fldCharType="begin"/>'),
                run("<w:instrText> IF </w:instrText>"),
                complex_field(" DOCPROPERTY Tax ", r("no")),
                run("<w:instrText> = yes gross net </w:instrText>"),
                run('<w:fldChar w:fldCharType="separate"/>'),
                "net",
                run('<w:fldChar w:fldCharType="end"/>'),
                " of tax.",
            )
        ),
        final="Fees are net of tax.",
        office=False,
    ),
    Hard(
        name="a field over several paragraphs",
        data=docx(
            p(
                run('<w:fldChar w:fldCharType="begin"/>'),
                run("<w:instrText> TOC </w:instrText>"),
                run('<w:fldChar w:fldCharType="separate"/>'),
                "1. Fees\t3",
            ),
            p("2. Term\t4"),
            p(run('<w:fldChar w:fldCharType="end"/>')),
            p("The text."),
        ),
        final="1. Fees 3\n2. Term 4\nThe text.",
    ),
    Hard(
        name="a field that never ends does not swallow the contract",
        office=False,
        data=docx(
            p("Kept.", run('<w:fldChar w:fldCharType="end"/>'), " And this."),
            p(run('<w:fldChar w:fldCharType="separate"/>'), "The rest."),
            p(run('<w:fldChar w:fldCharType="begin"/>'), "The end."),
            p("The very end."),
        ),
        final="Kept. And this.\nThe rest.\nThe end.\nThe very end.",
    ),
    Hard(
        name="check boxes and drop-down lists of old forms",
        data=docx(
            p(
                run(
                    '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
                    "<w:checked/></w:checkBox></w:ffData></w:fldChar>"
                ),
                run("<w:instrText> FORMCHECKBOX </w:instrText>"),
                run('<w:fldChar w:fldCharType="end"/>'),
                " Net ",
                run(
                    '<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
                    '<w:listEntry w:val="30"/><w:listEntry w:val="60"/></w:ddList></w:ffData></w:fldChar>'
                ),
                run("<w:instrText> FORMDROPDOWN </w:instrText>"),
                run('<w:fldChar w:fldCharType="end"/>'),
                " days",
            )
        ),
        final="☒ Net 60 days",
    ),
    Hard(
        name="text boxes follow their paragraph, once, with what they hold",
        data=docx(
            p("Before ", text_box(p("Boxed.") + tbl(tr("a", "b")) + p("End of box.")), "after."),
            p("Next."),
        ),
        final="Before after.\nBoxed.\na\tb\nEnd of box.\nNext.",
    ),
    Hard(
        name="footnotes and endnotes follow the paragraph that refers to them",
        office=False,
        data=docx(
            p("The fee", note_reference(2), " is due", note_reference(3), "."),
            p("It bears interest", note_reference(1, "endnote"), "."),
            tbl(tr(tc(p("Late", note_reference(4))), "5%")),
            footnotes=note(0, "separator")
            + note(2, "Net of ", p("Two paragraphs."))
            + note(3, p("As ", gone("never "), "amended."))
            + note(4, p(run("<w:footnoteRef/>"), " ", run("<w:tab/>"), " In the table."))
            + note(9, "Nobody refers to this."),
            endnotes=note(1, "At the statutory rate.", kind="endnote"),
        ),
        final="The fee is due.\n1 Net of \nTwo paragraphs.\n2 As amended.\n"
        "It bears interest.\ni At the statutory rate.\nLate\t5%\n3 In the table.",
        original="The fee is due.\n1 Net of \nTwo paragraphs.\n2 As never amended.\n"
        "It bears interest.\ni At the statutory rate.\nLate\t5%\n3 In the table.",
        warnings=frozenset({"tracked_changes"}),
    ),
    Hard(
        name="footnotes in the format and from the number that the settings say",
        office=False,
        data=docx(
            p("a", note_reference(1), "b", note_reference(2)),
            footnotes=note(1, "One.") + note(2, "Two."),
            settings='<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr>',
        ),
        final="ab\nc One.\nd Two.",
    ),
    Hard(
        name="a footnote with a mark of its own",
        office=False,
        data=docx(
            p(
                "Fees",
                run('<w:footnoteReference w:customMarkFollows="1" w:id="1"/>' + t("*")),
                note_reference(2),
                ".",
            ),
            footnotes=note(1, "* Excluding tax.") + note(2, "In euros."),
        ),
        final="Fees*.\n* Excluding tax.\n1 In euros.",
    ),
    Hard(
        name="nested tables row by row, in place",
        data=docx(
            tbl(
                tr(
                    "Outer 1",
                    tc(p("before"), tbl(tr("in 1", "in 2"), tr("in 3", "in 4")), p("after")),
                ),
                tr("Outer 2", "end"),
            ),
            p("Below."),
        ),
        final="Outer 1\tbefore after\nin 1\tin 2\nin 3\tin 4\nOuter 2\tend\nBelow.",
    ),
    Hard(
        name="merged cells show their text once",
        data=docx(
            tbl(
                tr(tc("Wide", properties='<w:gridSpan w:val="2"/>')),
                tr(tc("Tall", properties='<w:vMerge w:val="restart"/>'), "1"),
                tr(tc("", properties="<w:vMerge/>"), "2"),
                tr(
                    tc("Old", properties='<w:hMerge w:val="restart"/>'),
                    tc("", properties="<w:hMerge/>"),
                    "3",
                ),
            )
        ),
        final="Wide\nTall\t1\n\t2\nOld\t3",
    ),
    Hard(
        name="a covered cell with text of its own",
        data=docx(
            tbl(
                tr(tc("Tall", properties='<w:vMerge w:val="restart"/>'), "1"),
                tr(tc("ghost", properties="<w:vMerge/>"), "2"),
            )
        ),
        final="Tall\t1\n\t2",
        warnings=frozenset({"covered_cell"}),
    ),
    Hard(
        name="several paragraphs, tabs and breaks in a cell",
        data=docx(tbl(tr(tc("one", p("two", run("<w:br/><w:tab/>"), "three")), "four"))),
        final="one two  three\tfour",
    ),
    Hard(
        name="a table that holds nothing but a table",
        office=False,
        data=docx(p("Above."), tbl(tr(tc(tbl(tr("a", "b"))))), p("Below.")),
        final="Above.\na\tb\nBelow.",
    ),
    Hard(
        name="a frame drawn as a table keeps its clauses",
        data=docx(
            p("Above."),
            tbl(tr(tc(p("Fees.", num=1), p("Term.", num=1), tbl(tr("a", "b"))))),
            p("Law.", num=1),
            numbering=CLAUSES,
        ),
        final="Above.\n1. Fees.\n2. Term.\na\tb\n3. Law.",
    ),
    Hard(
        name="hidden text, by the run, by style and by a hidden mark",
        office=False,
        data=docx(
            p("Seen", hidden(" not seen"), "."),
            p(hidden("Gone whole."), mark="<w:vanish/>", num=1),
            p(
                "Base",
                run(f"<w:ruby><w:rubyBase>{r('x')}</w:rubyBase></w:ruby>" + t("y"), "<w:vanish/>"),
                ".",
            ),
            p("Shown again: ", r("yes", '<w:vanish w:val="0"/>'), style="Secret", num=1),
            p(r("No", '<w:rStyle w:val="Veiled"/>'), "Counted.", num=1),
            numbering=CLAUSES,
            styles=style("Secret", run_properties="<w:vanish/>")
            + style("Veiled", kind="character", run_properties="<w:vanish/>"),
        ),
        final="Seen.\nBase.\n1. yesCounted.",
        warnings=frozenset({"hidden_text"}),
    ),
    Hard(
        name="a style separator puts a numbered heading and its text on one line",
        office=False,
        data=docx(
            p("Fees.", num=1, ilvl=1, mark="<w:vanish/><w:specVanish/>"),
            p(" The Customer pays."),
            p("Term.", num=1, ilvl=1),
            numbering=CLAUSES,
        ),
        final="1.1 Fees. The Customer pays.\n1.2 Term.",
    ),
    Hard(
        name="page breaks round a heading are not in it",
        office=False,
        data=docx(
            p(run('<w:br w:type="page"/>'), "Exhibit", run("<w:br/>"), "A", run("<w:br/>"), num=1),
            p(run('<w:br w:type="page"/>')),
            p("\uf0b7 pasted"),
            numbering=CLAUSES,
        ),
        final="1. Exhibit\nA\n• pasted",
    ),
    Hard(
        name="a drop cap belongs to its paragraph",
        data=docx(
            p("T", properties='<w:framePr w:dropCap="drop" w:lines="3"/>'),
            p("he Supplier delivers.", num=1),
            numbering=CLAUSES,
        ),
        final="1. The Supplier delivers.",
    ),
    Hard(
        name="tabs, breaks, hyphens, symbols",
        data=docx(
            p(
                "a",
                run("<w:tab/>"),
                "b",
                run("<w:br/>"),
                "c",
                run("<w:cr/>"),
                "non",
                run("<w:noBreakHyphen/>"),
                "stop co",
                run("<w:softHyphen/>"),
                "op\u00aderate ",
                run('<w:sym w:font="Symbol" w:char="F0B3"/>'),
                run('<w:sym w:font="Wingdings" w:char="F0FE"/>'),
                r("\uf0a3", '<w:rFonts w:ascii="Symbol"/>'),
                r(" line\nbroken\tsource"),
            )
        ),
        final="a\tb\nc\nnon-stop cooperate ≥☑≤ line broken source",
    ),
    Hard(
        name="an unknown symbol is shown as one, and said",
        data=docx(p("Mark ", run('<w:sym w:font="Dingbats of ours" w:char="F041"/>'), ".")),
        final="Mark \ufffd.",
        warnings=frozenset({"symbol"}),
    ),
    Hard(
        name="equations as text",
        office=False,
        data=docx(p("c = ", "<m:oMath><m:r><m:t>k × F</m:t></m:r></m:oMath>")),
        final="c = k × F",
        warnings=frozenset({"equation"}),
    ),
    Hard(
        name="text outside any paragraph is one by itself",
        office=False,
        data=docx(
            p("Before."),
            "<m:oMathPara><m:oMath><m:r><m:t>a + b</m:t></m:r></m:oMath></m:oMathPara>",
            p("After."),
            sdt(r("Loose.")),
        ),
        final="Before.\na + b\nAfter.\nLoose.",
        warnings=frozenset({"equation"}),
    ),
    Hard(
        name="of two alternatives the one that is understood",
        data=docx(
            p(
                run(
                    '<mc:AlternateContent><mc:Choice Requires="x">' + t("new") + "</mc:Choice>"
                    '<mc:Choice Requires="w14 x">' + t("newer") + "</mc:Choice>"
                    '<mc:Choice Requires="w14">' + t("older, ") + "</mc:Choice>"
                    "<mc:Fallback>" + t("oldest") + "</mc:Fallback></mc:AlternateContent>"
                ),
                run(
                    '<mc:AlternateContent><mc:Choice Requires="x">' + t("new") + "</mc:Choice>"
                    "<mc:Fallback>" + t("known") + "</mc:Fallback></mc:AlternateContent>"
                ),
                run(
                    '<mc:AlternateContent><mc:Choice Requires="w14">'
                    + t(" and this")
                    + "</mc:Choice>"
                    "<mc:Fallback>" + t("not this") + "</mc:Fallback></mc:AlternateContent>"
                ),
            )
        ),
        final="older, known and this",
    ),
    Hard(
        name="pictures, charts, objects and foreign documents are told of",
        office=False,
        data=docx(
            p(
                "Text.",
                run(
                    "<w:drawing><wp:inline><wp:docPr id='1' name='x' descr='a'/><pic:pic/></wp:inline></w:drawing>"
                ),
                run("<w:drawing><c:chart/></w:drawing>"),
                run("<w:drawing><dgm:relIds/></w:drawing>"),
                run("<w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object>"),
                run("<w:drawing><a:t>drawn</a:t></w:drawing>"),
                run("<w:instrText> LISTNUM </w:instrText>"),
            ),
            '<w:altChunk r:id="other"/>',
        ),
        final="Text.",
        warnings=frozenset(
            {
                "picture",
                "chart",
                "smartart",
                "embedded_object",
                "drawing_text",
                "alt_chunk",
                "computed_number",
            }
        ),
    ),
    Hard(
        name="numbers without a numbering part",
        data=docx(p("No list.", num=7), p("Nor here.", style="Nowhere")),
        final="No list.\nNor here.",
    ),
    Hard(
        name="restarts: two lists of one definition, the second from the start again",
        data=docx(
            p("a", num=1),
            p("b", num=1),
            p("c", num=2),
            p("d", num=2),
            p("e", num=3),
            numbering=CLAUSES + num(2, 0, starts_at(0, 1)) + num(3, 0),
        ),
        final="1. a\n2. b\n1. c\n2. d\n3. e",
    ),
    Hard(
        name="a Strict file",
        data=zipped(strict(parts_of(p("One.", num=1), tbl(tr("a", "b")), numbering=CLAUSES))),
        final="1. One.\na\tb",
    ),
    Hard(
        name="an empty numbered paragraph keeps its number",
        data=docx(p("a", num=1), p(num=1), p("c", num=1), numbering=CLAUSES),
        final="1. a\n2. \n3. c",
    ),
    Hard(
        name="an empty paragraph with a section break is no list item",
        data=docx(
            p("a", num=1),
            p(num=1, properties="<w:sectPr/>"),
            p("b", num=1, properties="<w:sectPr/>"),
            numbering=CLAUSES,
        ),
        final="1. a\n2. b",
    ),
    Hard(
        name="every text box counts for itself, notes go on counting",
        data=docx(
            p("a", text_box(p("x", num=1) + p("y", num=1)), num=1),
            p("b", text_box(p("z", num=1)), note_reference(1), num=1),
            p("c", note_reference(2), num=1),
            numbering=CLAUSES,
            footnotes=note(1, "One", p("m", num=1)) + note(2, "Two", p("n", num=1)),
        ),
        final="1. a\n1. x\n2. y\n2. b\n1. z\n1 One\n1. m\n3. c\n2 Two\n2. n",
    ),
    Hard(
        name="bullets are shown and are no numbers",
        data=docx(
            p("free of charge", num=1),
            numbering=abstract(0, lvl(0, "\uf0b7", "bullet")) + num(1, 0),
        ),
        final="• free of charge",
    ),
]
