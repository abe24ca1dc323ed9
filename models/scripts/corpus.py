"""Puts labels (file and offsets) and corpora together again into labelled clauses.

The sentences of the corpora are not part of this repository: whoever has CUAD v1 (its folder
``full_contract_txt``) and, if wanted, the Markdown contracts, can build the training data.
"""

from __future__ import annotations

import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clauseadvisor.domain import Label
from clauseadvisor.errors import DataError
from clauseadvisor.labelling.examples import Example, read_rows

MODELS = Path(__file__).resolve().parents[1]
ASSETS = MODELS / "assets"
LATER = ASSETS / "written_later.jsonl"

#: Clauses as our splitter cuts them, which we labelled with their lead-ins; labels that a lead-in
#: changes; labels that two more readers, each alone and blind, agreed against, among 1,365 that the
#: cross-validation doubted most; and where lead-ins stand (see leads.py).
OWN_CLAUSES = ASSETS / "labels_cuad_clauses.jsonl"
WITH_LEAD = ASSETS / "labels_cuad_with_lead.jsonl"
REREAD = ASSETS / "labels_cuad_reread.jsonl"
LEADS = ASSETS / "leads_cuad.jsonl"
SHARED = MODELS.parents[1] / "shared" / "data" / "unlabelled"

#: Where the contracts of each source are looked for: an environment variable that names a
#: folder of texts, else an archive that lies beside the checkout.
SOURCES = {
    "cuad": ("CLAUSEADVISOR_CUAD", SHARED / "cuad_txt.tar.xz"),
    "vendor_md": ("CLAUSEADVISOR_VENDOR", SHARED / "vendor_md.tar.xz"),
}

#: How much a clause of each source counts in training. Vendor contracts repeat their wording.
WEIGHTS = {"cuad": 1.0, "cuad_clauses": 1.0, "vendor_md": 0.6, "written": 1.0}


@dataclass(frozen=True)
class Sourced:
    """An example, where it comes from, its label before it was read again, and where it stands
    (file and offsets, or its id)."""

    source: str
    example: Example
    first_label: Label
    place: str


def load(source_paths: dict[str, Path] | None = None) -> list[Sourced]:
    """All labelled clauses: CUAD, our own clauses of CUAD, vendor contracts, written.

    Raises DataError without CUAD.
    """
    paths = source_paths or {}
    found: list[Sourced] = []
    for source in SOURCES:
        texts = contracts(source, paths.get(source))
        if not texts and source == "cuad":
            raise DataError(
                "The contracts of CUAD v1 were not found: name its folder full_contract_txt "
                f"with --cuad or in the variable {SOURCES['cuad'][0]}."
            )
        found += labelled(source, texts)
        if source == "cuad":
            found += own_clauses(texts)
    return found + written()


def contracts(source: str, path: Path | None) -> dict[str, str]:
    """The texts of a source by file name; empty when they are nowhere to be found."""
    variable, archive = SOURCES[source]
    folder = path or (Path(os.environ[variable]) if variable in os.environ else None)
    if folder is not None:
        if not folder.is_dir():
            raise DataError(f"There is no folder {folder}: check the path of the {source} texts.")
        return {
            entry.name: entry.read_bytes().decode("utf-8")
            for entry in sorted(folder.iterdir())
            if entry.is_file()
        }
    return dict(_from_archive(archive)) if archive.is_file() else {}


def _from_archive(archive: Path) -> Iterator[tuple[str, str]]:
    with tarfile.open(archive) as packed:
        for member in packed:
            content = packed.extractfile(member)
            if content is not None:
                yield Path(member.name).name, content.read().decode("utf-8")


def labelled(source: str, texts: dict[str, str]) -> list[Sourced]:
    """The clauses of one source that the labels in assets/ point to."""
    return list(_labelled(source, ASSETS / f"labels_{source}.jsonl", texts, source))


def own_clauses(texts: dict[str, str]) -> list[Sourced]:
    """Clauses of CUAD as our splitter cuts them, labelled with their lead-ins."""
    return list(_labelled("cuad", OWN_CLAUSES, texts, "cuad_clauses"))


Span = tuple[str, int, int]


def _labelled(source: str, path: Path, texts: dict[str, str], name: str) -> Iterator[Sourced]:
    leads = _by_span(LEADS, "leads") if source == "cuad" else {}
    changed = _by_span(WITH_LEAD, "clauses") if source == "cuad" else {}
    again = _by_span(REREAD, "clauses") if source == "cuad" else {}
    for (file, start, end), answer in _by_span(path, "clauses").items():
        text = texts.get(file)
        if text is None:
            continue
        span = (file, start, end)
        first = changed.get(span, answer)
        label, subtype, secondary = again.get(span, first)
        lead = leads.get(span)
        example = Example(
            text=squeezed(source, text[start:end]),
            label=Label(label),
            subtype=subtype,
            secondary=tuple(Label(each) for each in secondary),
            context=squeezed(source, text[lead[0] : lead[1]]) if lead else None,
            group=group_of(source, file),
            weight=WEIGHTS[name],
        )
        yield Sourced(name, example, Label(first[0]), f"{file}:{start}-{end}")


def _by_span(path: Path, field: str) -> dict[Span, list[Any]]:
    """What a file of labels or lead-ins says of each span (file, start, end)."""
    found: dict[Span, list[Any]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        for start, end, *rest in entry[field]:
            found[entry["file"], start, end] = rest
    return found


def spans_in(path: Path, field: str) -> int:
    """How many spans a file of labels (``clauses``) or lead-ins (``leads``) names."""
    return len(_by_span(path, field))


def squeezed(source: str, text: str) -> str:
    """The text with single blanks and without Markdown marks, as it was labelled. (In CUAD
    asterisks stand for what was redacted.)"""
    plain = text if source == "cuad" else text.replace("**", "").replace("`", "")
    return " ".join(plain.split())


def group_of(source: str, file: str) -> str:
    """The contract, or for the vendor contracts, which repeat their wording, the template:
    the type of contract at the end of the file name."""
    return file if source == "cuad" else file.removesuffix(".md").rsplit("_", 1)[-1]


def written() -> list[Sourced]:
    """The clauses that we wrote, but for those of :func:`written_later`."""
    paths = sorted(path for path in ASSETS.glob("written*.jsonl") if path != LATER)
    return [row for path in paths for row in _from_file(path)]


def written_later() -> list[Sourced]:
    """Clauses that we wrote after a look at errors, of the cross-validation and of the shipped
    pipeline on whole contracts: it learns from them, but no figure rests on them."""
    return list(_from_file(LATER))


def _from_file(path: Path) -> Iterator[Sourced]:
    """Written clauses; the first part of an id names the hand that wrote it."""
    ids = [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]
    for row, name in zip(read_rows(path), ids, strict=True):
        example = replace(row, group=name.split("-")[0], weight=WEIGHTS["written"])
        yield Sourced("written", example, example.label, name)


def collect_labels(labelled_file: Path) -> None:
    """Writes assets/labels_*.jsonl from a file of labelled clauses: offsets, no sentences."""
    by_file: dict[tuple[str, str], list[list[object]]] = {}
    for line in labelled_file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        entry = [row["start"], row["end"], row["label"], row["subtype"], row["secondary"]]
        by_file.setdefault((row["source"], row["file"]), []).append(entry)
    for source in SOURCES:
        lines = [
            json.dumps({"file": file, "clauses": sorted(entries, key=lambda e: (e[0], e[1]))})
            for (origin, file), entries in sorted(by_file.items())
            if origin == source
        ]
        target = ASSETS / f"labels_{source}.jsonl"
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
