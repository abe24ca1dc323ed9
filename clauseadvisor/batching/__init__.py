"""Many contracts: a folder in, one analysis a contract and tables of the portfolio out."""

from clauseadvisor.batching.run import BatchResult, Progress, batch

__all__ = ["BatchResult", "Progress", "batch"]
