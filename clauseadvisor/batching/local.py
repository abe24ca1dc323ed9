"""Worker processes on this machine: each contract has its own time limit, none can stop the rest."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, TimeoutError, wait
from contextlib import contextmanager

from pebble import ProcessExpired, ProcessPool

from clauseadvisor.batching.rows import Row
from clauseadvisor.batching.worker import Task, work

#: A worker is replaced after so many contracts, so that no leak of a library can add up.
TASKS_PER_WORKER = 200

#: Where the libraries behind numpy read how many threads they may start.
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

#: Seconds beyond the time limit after which a contract that nobody answers for counts as lost.
GRACE = 60.0


def run_here(tasks: Iterable[Task], *, jobs: int, timeout: float) -> Iterator[Row]:
    """The outcome of every task, in the order they end. ``timeout`` is in seconds for each.

    A contract that crashes its worker, or outlasts its time, is an outcome like any other. Where
    a pool of workers breaks as a whole, each contract that was under way has one more try, alone.
    """
    with _one_thread_each():
        yield from _run_all(deque(tasks), jobs, timeout)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """There is a worker for each core: numpy, which is loaded in them anew, shall not start a thread
    for each core in every one of them. A user who set the variables has it his way."""
    added = [name for name in _THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(added, "1"))
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


def _run_all(waiting: deque[Task], jobs: int, timeout: float) -> Iterator[Row]:
    suspects = deque[Task]()
    while waiting or suspects:
        alone = not waiting  # so that whichever of the suspects is guilty takes nobody with it
        with ProcessPool(
            max_workers=1 if alone else jobs,
            max_tasks=TASKS_PER_WORKER,
            context=multiprocessing.get_context("spawn"),
        ) as pool:
            ahead = 1 if alone else jobs + 1
            for task, row in _until_broken(pool, suspects if alone else waiting, ahead, timeout):
                if row is not None:
                    yield row
                elif alone:
                    yield _failed(task, _LOST)
                else:
                    suspects.append(task)


def _until_broken(
    pool: ProcessPool, waiting: deque[Task], ahead: int, timeout: float
) -> Iterator[tuple[Task, Row | None]]:
    """Outcomes for as long as the pool lives; None for each contract that it took down with it.

    No more than ``ahead`` are handed over at a time: the time limit of each then runs from its start.
    """
    running: dict[Future[Row], Task] = {}
    while waiting or running:
        while waiting and len(running) < ahead and pool.active:
            task = waiting.popleft()
            running[pool.schedule(work, args=[task], timeout=timeout)] = task
        ended, _ = wait(running, timeout=timeout + GRACE, return_when=FIRST_COMPLETED)
        broken = not ended
        for future in ended:
            if isinstance(future.exception(), BrokenExecutor):
                broken = True
            else:
                task = running.pop(future)
                yield task, _outcome(task, future, timeout)
        if broken or not pool.active:  # nothing that is still under way would ever come
            pool.stop()  # type: ignore[no-untyped-call]
            yield from ((task, None) for task in running.values())
            return


_LOST = (
    "The process that read it stopped answering, twice: try it alone with clauseadvisor analyze."
)


def _outcome(task: Task, future: Future[Row], timeout: float) -> Row:
    problem = future.exception()
    match problem:
        case None:
            return future.result()
        case TimeoutError():
            error = f"Took longer than the {timeout:g} seconds allowed: raise --timeout to let it finish."
        case MemoryError():
            error = "Needs more memory than this machine has free: split it, or run with --jobs 1."
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
