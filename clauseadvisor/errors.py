"""Every error that clauseadvisor raises on purpose.

The tree::

    ClauseAdvisorError
    ├── InputError                 the contract cannot be used as it is
    │   ├── MissingInputError      there is no such file
    │   ├── NotAFileError          it is a folder, a device, a socket
    │   ├── EmptyInputError        there is nothing in it
    │   ├── TooLargeError          over a limit on size, pages or characters
    │   ├── UnsafeInputError       expands without measure, or declares XML entities
    │   ├── UnsupportedFormatError neither PDF, DOCX nor text
    │   ├── EncryptedInputError    needs a password
    │   ├── CorruptInputError      says it is PDF or DOCX, and cannot be parsed
    │   ├── NoTextError            readable, but holds no text (a scan)
    │   └── TimeLimitError         took longer than the limit allows
    ├── UserFileError              a file that the user wrote breaks its rules
    │   ├── PlaybookError          (norms, recipes)
    │   ├── ScorecardError
    │   ├── AssumptionsError
    │   ├── HistoryError
    │   ├── DecisionsError
    │   └── DataError              (JSON lines to classify, evaluate, or train on)
    ├── UsageError                 the options do not fit together
    ├── ModelError                 the trained pipeline is missing or does not fit
    └── OutputError                a result cannot be written

The message of each is one sentence that says what is wrong and what to do next: the command
line and the page show it as it is. A defect of ours is never one of these.
"""

from __future__ import annotations


class ClauseAdvisorError(Exception):
    """Root of the tree: catch it to handle whatever clauseadvisor foresees.

    >>> try:
    ...     raise MissingInputError("There is no file 'a.pdf': check the path.")
    ... except ClauseAdvisorError as problem:
    ...     str(problem)
    "There is no file 'a.pdf': check the path."
    """


class InputError(ClauseAdvisorError):
    """The contract that was handed in cannot be used as it is."""


class MissingInputError(InputError):
    """There is no file at the path."""


class NotAFileError(InputError):
    """The path names a folder or something else that is not a plain file."""


class EmptyInputError(InputError):
    """The file has no bytes, or nothing but white space."""


class TooLargeError(InputError):
    """The input is over a limit of :class:`clauseadvisor.settings.Limits`."""


class UnsafeInputError(InputError):
    """The input is built to exhaust the reader: a ZIP bomb, an XML entity bomb."""


class UnsupportedFormatError(InputError):
    """The content is neither PDF, DOCX nor text."""


class EncryptedInputError(InputError):
    """The file asks for a password."""


class CorruptInputError(InputError):
    """The file starts like a PDF or a DOCX, but cannot be parsed as one."""


class NoTextError(InputError):
    """The file can be opened, but no page of it holds text."""


class TimeLimitError(InputError):
    """Reading took longer than the limit allows."""


class UserFileError(ClauseAdvisorError):
    """A file that the user wrote breaks its rules; the message names file, entry and field."""


class PlaybookError(UserFileError):
    """A playbook (norms, recipes, pitfalls) is not valid."""


class ScorecardError(UserFileError):
    """A partner-readiness scorecard is not valid."""


class AssumptionsError(UserFileError):
    """An assumptions file is not valid."""


class HistoryError(UserFileError):
    """A table of past performance is not valid."""


class DecisionsError(UserFileError):
    """A file of accepted, edited and rejected suggestions is not valid."""


class DataError(UserFileError):
    """A file of clauses to classify, to evaluate or to train on is not valid."""


class UsageError(ClauseAdvisorError):
    """Options or arguments do not fit together."""


class ModelError(ClauseAdvisorError):
    """The trained pipeline is missing, or does not fit this version."""


class OutputError(ClauseAdvisorError):
    """A result cannot be written where it should go."""
