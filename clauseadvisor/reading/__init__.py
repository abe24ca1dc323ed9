"""Bytes to a Document: one reader a format, furniture apart, nothing left out in silence."""

from clauseadvisor.reading.document import read_document

__all__ = ["read_document"]
