"""What all tests share: where the shared data lie, and when a missing program is a failure."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

#: Programs that tests of a marker drive, and the sentence that says why they are skipped.
NEEDS = {
    "browser": ("chromium", "needs Chromium: install it to drive the page in a real browser"),
    "ocr": ("tesseract", "needs Tesseract: install it to recognise scanned pages"),
    "office": ("soffice", "needs LibreOffice: install it to open the Word files"),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("shared") and not (SHARED / "data").is_dir():
        pytest.skip(
            "needs the shared data beside the checkout: measurements are not repeated without them"
        )
    for marker, (program, reason) in NEEDS.items():
        if item.get_closest_marker(marker) and shutil.which(program) is None:
            if os.environ.get("CLAUSEADVISOR_TESTS_MUST_NOT_SKIP"):
                pytest.fail(f"{program} is missing on a machine that must have it")
            pytest.skip(reason)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared data (tests that use it are marked ``shared``)."""
    return SHARED / "data"
