"""From labelled clauses to advice: verdict, wording, economics, balance, readiness, norms."""

from __future__ import annotations

from clauseadvisor.suggesting.suggest import advise_text, burden_of_text, suggest

__all__ = ["advise_text", "burden_of_text", "suggest"]
