"""clauseadvisor reads vendor contracts, labels their clauses and advises what to renegotiate."""

from __future__ import annotations

__version__ = "0.1.0"
