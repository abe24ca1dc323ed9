"""Analysis → files: JSON (:mod:`record`), notes (:func:`write_notes`), data for a screen (:mod:`summary`)."""

from clauseadvisor.writing.notes import check_notes_path, write_notes

__all__ = ["check_notes_path", "write_notes"]
