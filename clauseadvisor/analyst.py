"""One warm worker process that analyses contracts for a server, one after the other.

PDFium must never run in two threads of a process, a server has many threads, and a hostile file
may crash or hang whatever reads it: so a process of its own reads it, under a time limit, and is
replaced when it dies. Contracts stay in memory; nothing is written to the disk.
"""

from __future__ import annotations

import multiprocessing
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError
from multiprocessing.queues import Queue
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from clauseadvisor.analysis import Inputs, analyze
from clauseadvisor.domain import Analysis
from clauseadvisor.errors import InputError, TimeLimitError

#: Seconds between two looks at what the worker says.
_POLL = 0.05

_steps: Queue[str] | None = None


def _begin(steps: Queue[str]) -> None:
    """Runs once in the worker: keeps the way to tell the steps."""
    global _steps
    _steps = steps


def _work(data: bytes, name: str, inputs: Inputs, view: str) -> Analysis:
    assert _steps is not None
    return analyze(data, name=name, inputs=inputs, view=view, on_step=_steps.put)


class Analyst:
    """Analyses contracts in a worker process; safe to share between threads.

    >>> analyst = Analyst()
    >>> analysis = analyst.analyze(contract, name="contract.pdf")  # doctest: +SKIP
    """

    def __init__(self, *, timeout: float = 300.0) -> None:
        """``timeout`` is in seconds, for each contract."""
        context = multiprocessing.get_context("spawn")
        self._timeout = timeout
        self._steps: Queue[str] = context.Queue()
        self._turn = threading.Lock()
        self._pool = ProcessPool(
            max_workers=1, context=context, initializer=_begin, initargs=[self._steps]
        )

    def analyze(
        self,
        data: bytes,
        *,
        name: str,
        inputs: Inputs | None = None,
        view: str = "final",
        on_step: Callable[[str], Any] | None = None,
    ) -> Analysis:
        """Analyse one contract; waits its turn while another is under way.

        Raises the ClauseAdvisorError that reading raised, TimeLimitError when the time is up and
        InputError when the worker died of the contract.
        """
        with self._turn:
            self._forget_steps()
            future = self._pool.schedule(
                _work, args=[data, name, inputs or Inputs(), view], timeout=self._timeout
            )
            self._follow(future, on_step)
            return self._result(future, name)

    def close(self) -> None:
        """Ends the worker."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _forget_steps(self) -> None:
        while not self._steps.empty():
            self._steps.get()

    def _follow(
        self, future: ProcessFuture[Analysis], on_step: Callable[[str], Any] | None
    ) -> None:
        while not future.done():
            try:
                step = self._steps.get(timeout=_POLL)
            except queue.Empty:
                time.sleep(0)
                continue
            if on_step is not None:
                on_step(step)

    def _result(self, future: ProcessFuture[Analysis], name: str) -> Analysis:
        try:
            return future.result()
        except TimeoutError as problem:
            raise TimeLimitError(
                f"{name} took longer than the {self._timeout:g} seconds allowed: split it, or analyse it on the command line."
            ) from problem
        except ProcessExpired as problem:
            raise InputError(
                f"{name} brought the reader down (status {problem.exitcode}, perhaps for lack of memory): "
                "save it again from the program it comes from, and try once more."
            ) from problem
