"""From a document to its clauses."""

from clauseadvisor.splitting.clauses import split_clauses

__all__ = ["split_clauses"]
