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

from clauseadvisor.domain import Label
from clauseadvisor.errors import DataError
from clauseadvisor.labelling.examples import Example, read_rows

MODELS = Path(__file__).resolve().parents[1]
ASSETS = MODELS / "assets"
LATER = ASSETS / "written_later.jsonl"
SHARED = MODELS.parents[1] / "shared" / "data" / "unlabelled"

#: Where the contracts of each source are looked for: an environment variable that names a
#: folder of texts, else an archive that lies beside the checkout.
SOURCES = {
    "cuad": ("CLAUSEADVISOR_CUAD", SHARED / "cuad_txt.tar.xz"),
    "vendor_md": ("CLAUSEADVISOR_VENDOR", SHARED / "vendor_md.tar.xz"),
}

#: How much a clause of each source counts in training. Vendor contracts repeat their wording.
WEIGHTS = {"cuad": 1.0, "vendor_md": 0.6, "written": 1.0}


@dataclass(frozen=True)
class Sourced:
    """An example and where it comes from."""

    source: str
    example: Example


def load(source_paths: dict[str, Path] | None = None) -> list[Sourced]:
    """All labelled clauses: CUAD, vendor contracts, written. Raises DataError without CUAD."""
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
    rows = []
    for line in (ASSETS / f"labels_{source}.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        text = texts.get(entry["file"])
        if text is None:
            continue
        for start, end, label, subtype, secondary in entry["clauses"]:
            example = Example(
                text=squeezed(source, text[start:end]),
                label=Label(label),
                subtype=subtype,
                secondary=tuple(Label(name) for name in secondary),
                group=group_of(source, entry["file"]),
                weight=WEIGHTS[source],
            )
            rows.append(Sourced(source, example))
    return rows


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
    """Clauses that we wrote after a look at errors of the cross-validation: the shipped pipeline
    learns from them, but no figure rests on them."""
    return list(_from_file(LATER))


def _from_file(path: Path) -> Iterator[Sourced]:
    """Written clauses; the first part of an id names the hand that wrote it."""
    ids = [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]
    for row, name in zip(read_rows(path), ids, strict=True):
        example = replace(row, group=name.split("-")[0], weight=WEIGHTS["written"])
        yield Sourced("written", example)


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
