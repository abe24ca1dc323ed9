"""The worker process of a server: it reports, it can be shared, and what kills it harms nobody else."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pebble import ProcessFuture

import clauseadvisor as ca
from clauseadvisor import analyst as module
from clauseadvisor.analysis import STEPS, Inputs
from clauseadvisor.errors import InputError, TimeLimitError
from tests.crashing import Dies, DiesOnArrival, Hangs

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
CONTRACT = (SAMPLES / "logistics-services.txt").read_bytes()


@pytest.fixture(scope="module")
def analyst() -> Iterator[ca.Analyst]:
    worker = ca.Analyst(timeout=120)
    yield worker
    worker.close()


def test_the_analysis_is_the_one_that_the_library_makes(analyst: ca.Analyst) -> None:
    ours = analyst.analyze(CONTRACT, name="contract.txt")
    assert ours == ca.analyze(CONTRACT, name="contract.txt")


def test_every_step_is_told_once_and_in_order(analyst: ca.Analyst) -> None:
    told: list[str] = []
    analyst.analyze(CONTRACT, name="contract.txt", on_step=told.append)
    assert told == list(STEPS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.pdf", b"%PDF-1.7\nnothing of a PDF follows"),
        ("empty.txt", b" \n "),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200)),
    ],
)
def test_what_cannot_be_read_is_the_same_error_as_anywhere(
    analyst: ca.Analyst, name: str, content: bytes
) -> None:
    with pytest.raises(InputError) as here:
        ca.analyze(content, name=name)
    with pytest.raises(type(here.value)) as there:
        analyst.analyze(content, name=name)
    assert str(there.value) == str(here.value)


def test_a_contract_that_kills_the_worker_is_named_and_the_next_is_analysed(
    analyst: ca.Analyst,
) -> None:
    with pytest.raises(InputError, match=r"killer\.pdf brought the reader down"):
        analyst.analyze(CONTRACT, name="killer.pdf", inputs=Inputs(parties=Dies()))
    assert analyst.analyze(CONTRACT, name="contract.txt").clauses


def test_a_contract_that_hangs_is_named_and_the_next_is_analysed(
    analyst: ca.Analyst, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(analyst, "_timeout", 3.0)
        with pytest.raises(TimeLimitError, match=r"endless\.pdf took longer than the 3 seconds"):
            analyst.analyze(
                CONTRACT, name="endless.pdf", inputs=Inputs(parties=Hangs()), on_step=told.append
            )
    assert told[0] == "reading"
    told.clear()
    assert analyst.analyze(CONTRACT, name="contract.txt", on_step=told.append).clauses
    assert told == list(STEPS)


def test_a_worker_that_dies_before_it_takes_the_contract_is_not_waited_for(
    analyst: ca.Analyst, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(analyst, "_timeout", 2.0)
        patch.setattr(module, "_GRACE", 1.0)
        with pytest.raises(InputError, match=r"contract\.txt"):
            analyst.analyze(CONTRACT, name="contract.txt", inputs=DiesOnArrival())  # type: ignore[arg-type]
    assert analyst.analyze(CONTRACT, name="contract.txt").clauses


def test_two_visitors_each_get_their_own_contract(analyst: ca.Analyst) -> None:
    files = {
        "a.txt": CONTRACT,
        "b.docx": (SAMPLES / "contact-centre-outsourcing.docx").read_bytes(),
    }
    results: dict[str, Any] = {}
    told: dict[str, list[str]] = {name: [] for name in files}
    together = threading.Barrier(len(files))

    def visitor(name: str) -> None:
        together.wait()
        results[name] = analyst.analyze(files[name], name=name, on_step=told[name].append)

    visitors = [threading.Thread(target=visitor, args=[name]) for name in files]
    for each in visitors:
        each.start()
    for each in visitors:
        each.join()

    assert {name: results[name].document.name for name in files} == {name: name for name in files}
    assert results["a.txt"].document.sha256 != results["b.docx"].document.sha256
    waited = [name for name, steps in told.items() if steps[0] == module.WAITING]
    assert len(waited) == 1
    for steps in told.values():
        assert [step for step in steps if step != module.WAITING] == list(STEPS)


def test_a_visitor_who_leaves_frees_the_worker(analyst: ca.Analyst) -> None:
    def leave(step: str) -> None:
        if step == "labelling":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        analyst.analyze(CONTRACT, name="left.txt", inputs=Inputs(parties=Hangs()), on_step=leave)
    told: list[str] = []
    assert analyst.analyze(CONTRACT, name="contract.txt", on_step=told.append).clauses
    assert told == list(STEPS)


def test_closing_ends_the_worker() -> None:
    worker = ca.Analyst()
    worker.warm()
    worker.analyze(CONTRACT, name="contract.txt")
    before = {process.pid for process in multiprocessing.active_children()}
    worker.close()
    assert len({process.pid for process in multiprocessing.active_children()}) == len(before) - 1


def test_an_answer_that_never_comes_is_not_waited_for(
    analyst: ca.Analyst, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(analyst, "_timeout", 0.2)
        patch.setattr(module, "_GRACE", 0.1)
        patch.setattr(analyst._pool, "schedule", lambda *args, **options: ProcessFuture())
        with pytest.raises(TimeLimitError, match=r"contract\.txt"):
            analyst.analyze(CONTRACT, name="contract.txt")
    assert analyst.analyze(CONTRACT, name="contract.txt").clauses
