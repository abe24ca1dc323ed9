"""Analysis → files: JSON (:mod:`record`), notes (:func:`write_notes`), data for a screen (:mod:`summary`)."""

from clauseadvisor.writing.notes import write_notes

__all__ = ["write_notes"]
