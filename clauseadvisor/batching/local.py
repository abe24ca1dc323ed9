"""Worker processes on this machine: each contract has its own time limit, none can stop the rest."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from itertools import islice

from pebble import ProcessExpired, ProcessPool

from clauseadvisor.batching.rows import Row
from clauseadvisor.batching.worker import Task, work

#: A worker is replaced after so many contracts, so that no leak of a library can add up.
TASKS_PER_WORKER = 200

#: Seconds beyond the time limit after which a contract that nobody answers for counts as lost.
GRACE = 60.0


def run_here(tasks: Iterable[Task], *, jobs: int, timeout: float) -> Iterator[Row]:
    """The outcome of every task, in the order they end. ``timeout`` is in seconds for each.

    A contract that crashes its worker, or outlasts its time, is an outcome like any other.
    """
    queue = iter(tasks)
    while True:
        lost = False
        with ProcessPool(
            max_workers=jobs,
            max_tasks=TASKS_PER_WORKER,
            context=multiprocessing.get_context("spawn"),
        ) as pool:
            running: dict[Future[Row], Task] = {}
            while True:
                # Few are handed over at a time: the time limit of each then runs from its start.
                for task in islice(queue, jobs + 1 - len(running)):
                    running[pool.schedule(work, args=[task], timeout=timeout)] = task
                if not running:
                    break
                ended, _ = wait(running, timeout=timeout + GRACE, return_when=FIRST_COMPLETED)
                if not ended:  # a worker died before it took its task: nothing would ever come
                    lost = True
                    pool.stop()  # type: ignore[no-untyped-call]
                    yield from (_failed(task, _LOST) for task in running.values())
                    break
                for future in ended:
                    yield _outcome(running.pop(future), future, timeout)
        if not lost:
            return


_LOST = "The process that read it stopped answering: try it alone with clauseadvisor analyze."


def _outcome(task: Task, future: Future[Row], timeout: float) -> Row:
    problem = future.exception()
    match problem:
        case None:
            return future.result()
        case TimeoutError():
            error = f"Took longer than the {timeout:g} seconds allowed: raise --timeout to let it finish."
        case ProcessExpired():
            error = (
                f"The process that read it ended abnormally (status {problem.exitcode}, perhaps for "
                "lack of memory): try it alone with clauseadvisor analyze."
            )
        case _:
            error = (
                f"A defect of clauseadvisor ({type(problem).__name__}: {problem}): please report it; "
                "the other contracts are not affected."
            )
    return _failed(task, error)


def _failed(task: Task, error: str) -> Row:
    return Row(path=task.path, sha256=task.sha256, status="failed", error=error)
