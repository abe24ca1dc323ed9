"""One warm worker process that analyses contracts for a server, one after the other.

PDFium must never run in two threads of a process, a server has many threads, and a hostile file
may crash or hang whatever reads it: so a process of its own reads it, under a time limit, and is
replaced when it dies. Contracts stay in memory; nothing is written to the disk.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, TimeoutError
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from clauseadvisor.analysis import STEPS, Inputs, analyze, default_classifier, default_playbook
from clauseadvisor.domain import Analysis
from clauseadvisor.errors import InputError, TimeLimitError

#: What ``on_step`` is told first, when another contract is being analysed.
WAITING = "waiting"

#: Seconds between two looks at how far the worker is.
_POLL = 0.05

#: Seconds beyond the time limit after which a worker that never answers counts as lost.
_GRACE = 30.0

#: Of the worker process: the number of the step under way, shared with the server.
_step: Any = None


def _begin(step: Any) -> None:
    """Runs once in the worker: keeps the place where it tells the step."""
    global _step
    _step = step


def _warm() -> None:
    """Loads in the worker what every analysis needs."""
    default_classifier()
    default_playbook()


def _tell(step: str) -> None:
    _step.value = STEPS.index(step) + 1


def _work(data: bytes, name: str, inputs: Inputs, view: str) -> Analysis:
    return analyze(data, name=name, inputs=inputs, view=view, on_step=_tell)


class Analyst:
    """Analyses contracts in a worker process; safe to share between threads.

    >>> analyst = Analyst()
    >>> analysis = analyst.analyze(contract, name="contract.pdf")  # doctest: +SKIP
    """

    def __init__(self, *, timeout: float = 300.0) -> None:
        """``timeout`` is in seconds, for each contract."""
        self._timeout = timeout
        self._turn = threading.Lock()
        self._context = multiprocessing.get_context("spawn")
        # One number without a lock: a worker killed at the wrong moment would keep a lock for
        # ever, and with it any queue between the two processes.
        self._step = self._context.RawValue("i", 0)
        self._pool = self._new_pool()

    def warm(self) -> None:
        """Starts the worker and lets it load the pipeline; does not wait for it."""
        self._pool.schedule(_warm, timeout=self._timeout)

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

        ``on_step`` is told the name of each step as it begins, in the thread that called:
        WAITING if there is a wait, then those of ``clauseadvisor.analysis.STEPS``.

        Raises the ClauseAdvisorError that reading raised, TimeLimitError when the time is up and
        InputError when the worker died of the contract.
        """
        tell = on_step or _tell_nobody
        if not self._turn.acquire(blocking=False):
            tell(WAITING)
            self._turn.acquire()
        try:
            if not self._pool.active:  # the last contract broke it
                self._replace_worker()
            self._step.value = 0
            future = self._pool.schedule(
                _work, args=[data, name, inputs or Inputs(), view], timeout=self._timeout
            )
            try:
                ended = self._follow(future, tell)
            except BaseException:  # the visitor left: free the worker for the next one
                future.cancel()  # type: ignore[no-untyped-call]
                raise
            if not ended:
                self._replace_worker()
            return self._result(future, name)
        finally:
            self._turn.release()

    def close(self) -> None:
        """Ends the worker, whatever it is doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=1, context=self._context, initializer=_begin, initargs=[self._step]
        )

    def _follow(self, future: ProcessFuture[Analysis], tell: Callable[[str], Any]) -> bool:
        """Waits for the end, and tells each step that was begun meanwhile, none left out.

        False when no end came: a worker that died before it took its task answers for nothing.
        """
        lost = time.monotonic() + self._timeout + _GRACE
        told = 0
        while True:
            ended = future.done()
            begun = self._step.value
            for step in STEPS[told:begun]:
                tell(step)
            told = max(told, begun)
            if ended:
                return True
            if time.monotonic() > lost:
                return False
            time.sleep(_POLL)

    def _replace_worker(self) -> None:
        self.close()
        self._pool = self._new_pool()

    def _result(self, future: ProcessFuture[Analysis], name: str) -> Analysis:
        try:
            return future.result(timeout=0)
        except MemoryError as problem:
            raise InputError(
                f"{name} needs more memory than this machine has free: split it, or close other programs."
            ) from problem
        except CancelledError as problem:
            raise InputError(
                f"{name} was not analysed, as the process that reads contracts had to stop: try once more."
            ) from problem
        except TimeoutError as problem:
            raise TimeLimitError(
                f"{name} took longer than the {self._timeout:g} seconds allowed: split it, or analyse it on the command line."
            ) from problem
        except (ProcessExpired, BrokenExecutor) as problem:
            status = getattr(problem, "exitcode", None)
            raise InputError(
                f"{name} brought the reader down ({f'status {status}, ' if status else ''}perhaps for lack of memory): "
                "save it again from the program it comes from, and try once more."
            ) from problem


def _tell_nobody(step: str) -> None:
    """Stands in where nobody wants to know the step."""
