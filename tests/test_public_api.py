"""Few public names; each can be imported, and none does work at import."""

from __future__ import annotations

import subprocess
import sys

import clauseadvisor as ca
from clauseadvisor import errors


def test_the_public_names_are_these() -> None:
    assert sorted(ca.__all__) == [
        "Analysis", "Analyst", "Classifier", "Clause", "ClauseAdvisorError", "Document", "InputError", "Inputs",
        "Label", "LabelledClause", "Role", "Suggestion", "Verdict", "advise", "analyze", "batch",
        "load_playbook", "read_document", "split_clauses", "write_notes",
    ]  # fmt: skip


def test_every_public_name_leads_somewhere() -> None:
    for name in ca.__all__:
        assert getattr(ca, name) is not None


def test_importing_the_package_imports_nothing_else() -> None:
    script = "import sys, clauseadvisor; sys.exit(str(sorted(m for m in sys.modules if m.startswith('clauseadvisor.'))))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == "[]"


def test_every_error_of_the_tree_has_the_one_root_and_stands_in_the_drawing() -> None:
    found = [
        each
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, Exception)
    ]
    for each in found:
        assert issubclass(each, errors.ClauseAdvisorError)
        assert each.__name__ in (errors.__doc__ or "")
