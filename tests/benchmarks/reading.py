"""Speed and memory of reading and splitting, as ratios measured side by side, in one process.

    python tests/benchmarks/reading.py [FOLDER OF PDFS]

Prints how many times as long as bare text extraction reading and splitting take (the limit is
2.5), how many times as long pdfplumber takes (at least 20), how the time grows with pages, and
the peak memory for a PDF of 2,000 pages (the limit is 800 MB). CPU time of this process is counted, the
best of several runs of each file, taken in turns, so that other work on the machine disturbs little.

    python tests/benchmarks/reading.py --checks

Prints how exactly the shared contracts are read and split: the figures that the tests hold to
their limits, from the same functions. It needs LibreOffice.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # run as a script: the makers of test PDFs are found from the root

from clauseadvisor.reading import read_document  # noqa: E402
from clauseadvisor.splitting import split_clauses  # noqa: E402
from tests.reading.made import flowing  # noqa: E402

SHARED = ROOT / "../shared/data/contracts/pdf"
RUNS = 5
#: pdfplumber reads so many of the smallest files: all of them would take it minutes.
PLUMBED = 5
PARAGRAPH = (
    "{}. The Supplier shall provide the Services with the skill and care that a prudent operator"
    " uses, keeps enough trained people on every shift, and reports to the Customer each month on"
    " the service levels, the causes of each failure and the measures that it takes. "
)


def bare(data: bytes) -> int:
    """Text of every page, and nothing else."""
    document = pypdfium2.PdfDocument(data)
    characters = 0
    for page in document:
        textpage = page.get_textpage()
        characters += len(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return characters


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    """The least CPU time of several runs, in seconds."""
    return bests([work], runs)[0]


def bests(works: Sequence[Callable[[], object]], runs: int = RUNS) -> list[float]:
    """The least CPU time of each work, in seconds; all are run in turns."""
    least = [float("inf")] * len(works)
    for _ in range(runs):
        for place, work in enumerate(works):
            start = time.process_time()
            work()
            least[place] = min(least[place], time.process_time() - start)
    return least


def pages_of(count: int) -> bytes:
    """A contract of about ``count`` pages."""
    paragraphs = [PARAGRAPH.format(n) * 3 for n in range(1, count * 5 + 1)]
    return flowing(paragraphs, header="Services Agreement", numbered="- {} -", lines_a_page=40)


def split(data: bytes) -> int:
    """Reading and splitting, as the analysis does; the number of pages."""
    document = read_document(data)
    split_clauses(document)
    return document.pages or 0


def ratio(folder: Path) -> None:
    files = sorted(folder.glob("*.pdf"), key=lambda path: path.stat().st_size)
    if not files:
        print(f"no PDFs in {folder}: ratio not measured")
        return
    extraction = reading = both = 0.0
    pages = 0
    for path in files:
        data = path.read_bytes()
        pages += split(data)
        works = (bare, read_document, split)
        least = bests([lambda work=work, data=data: work(data) for work in works])
        extraction, reading, both = (
            extraction + least[0],
            reading + least[1],
            both + least[2],
        )
    print(
        f"{len(files)} PDFs, {pages} pages: bare extraction {extraction:.2f} s,"
        f" reading {reading:.2f} s (ratio {reading / extraction:.2f}),"
        f" reading and splitting {both:.2f} s (ratio {both / extraction:.2f}, limit 2.5)"
    )
    few = [path.read_bytes() for path in files[:PLUMBED]]
    plumber = sum(best(lambda data=data: plumb(data), 1) for data in few)
    own = sum(best(lambda data=data: split(data)) for data in few)
    print(
        f"the {len(few)} smallest: pdfplumber's extract_text takes {plumber / own:.0f} times"
        " as long as reading and splitting (at least 20)"
    )


def plumb(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def curve() -> None:
    for count in (50, 100, 200, 400, 800):
        data = pages_of(count)
        pages = split(data)
        seconds = best(lambda data=data: split(data), 3)
        extraction = best(lambda data=data: bare(data), 3)
        print(
            f"{pages} pages: {1000 * seconds / pages:.2f} ms a page,"
            f" {seconds / extraction:.2f} times bare extraction"
        )


def memory() -> None:
    """Peak memory of a fresh process that reads and splits 2,000 pages."""
    if len(sys.argv) > 1 and sys.argv[1] == "--memory":
        pages = split(sys.stdin.buffer.read())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{pages} pages: peak {peak:.0f} MB (limit 800)")
        return
    done = subprocess.run(
        [sys.executable, __file__, "--memory"],
        input=pages_of(2000),
        capture_output=True,
        check=True,
    )
    print(done.stdout.decode().strip())


def checks() -> None:
    """How exactly the shared contracts are read and split."""
    from tests.reading.test_shared_pdfs import TORN, contracts, recall_and_precision
    from tests.reading.test_word_office import numbers_alike
    from tests.splitting.test_shared_contracts import (
        lengths,
        spans_inside,
        split_all,
        starts_alike,
    )

    shared = ROOT / "../shared/data"
    found = {name: recall_and_precision(name, text) for name, text in contracts()}
    for what, names in (("whole", found.keys() - TORN), ("torn", TORN)):
        recall, precision = (min(found[name][side] for name in names) for side in (0, 1))
        print(
            f"{len(names)} files, {what} reference: least word recall {recall:.4f}, precision {precision:.4f}"
        )
    split = split_all(shared)
    inside = spans_inside(split, shared)
    print(f"lawyers' spans inside one clause: {sum(inside)} of {len(inside)}, {_share(inside)}")
    short, torn, small = lengths(split)
    print(f"text in clauses under 1,500 characters: {short:.2%}")
    print(f"fragments under 40 characters: {torn:.2%}; with headings above clauses {small:.2%}")
    with tempfile.TemporaryDirectory() as folder:
        agreed, numbered = numbers_alike(shared, Path(folder))
        print(f"Word numbers that LibreOffice shows too: {agreed} of {numbered}")
    with tempfile.TemporaryDirectory() as folder:
        one, every = starts_alike(shared, Path(folder))
        print(f"clause starts, Word file against its PDF: F1 {one:.3f} numbered, {every:.3f} all")


def _share(flags: Sequence[bool]) -> str:
    return f"{sum(flags) / len(flags):.1%}"


def main() -> None:
    if sys.argv[1:] == ["--memory"]:
        memory()
        return
    if sys.argv[1:] == ["--checks"]:
        checks()
        return
    ratio(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)
    curve()
    memory()


if __name__ == "__main__":
    main()
