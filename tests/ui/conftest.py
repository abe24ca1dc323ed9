"""What tests of the pages share: a page run without a browser, with or without an analysis open."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import clauseadvisor as ca
from clauseadvisor.domain import Analysis

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "ui" / "app.py"
# As app.py does for itself; a test of one widget runs without it.
sys.path.insert(0, str(APP.parent))


class Visit:
    """One visitor with one page open; what the visitor sees and does."""

    def __init__(self) -> None:
        #: What the download buttons hand out, by key; AppTest itself does not keep it.
        self.downloads: dict[str, Any] = {}
        self.app = AppTest.from_file(str(APP), default_timeout=120).run()
        self.check()

    def check(self) -> None:
        assert not self.app.exception, [each.message for each in self.app.exception]

    def open(self, analysis: Analysis, data: bytes | None = None) -> Visit:
        """Opens an analysis, as if its contract (``data``) had been uploaded."""
        from clauseadvisor_page.widgets.state import Opened

        self.app.session_state["opened"] = Opened(
            data=analysis.document.text.encode("utf-8", "replace") if data is None else data,
            name=analysis.document.name,
            inputs=ca.Inputs(role=analysis.role),
            analysis=analysis,
        )
        return self

    def at(self, page: str) -> Visit:
        """Goes to a page by its name."""
        self.app._page_hash = self.app.session_state["pages"][page]._script_hash
        self.app.run()
        self.check()
        return self

    def click(self, key: str) -> Visit:
        """Presses the button of that key."""
        self.app.button(key=key).click().run()
        self.check()
        return self

    def choose(self, kind: str, key: str, value: Any) -> Visit:
        """Sets a widget: ``kind`` is its name in AppTest, such as "selectbox"."""
        (widget,) = [each for each in self.app.get(kind) if each.key == key]
        widget.set_value(value).run()
        self.check()
        return self

    def upload(self, key: str, name: str, content: bytes) -> Visit:
        """Hands a file to an uploader."""
        self.app.file_uploader(key=key).set_value((name, content, "")).run()
        self.check()
        return self

    @property
    def title(self) -> str:
        return self.app.title[0].value

    @property
    def html(self) -> str:
        """All foreign text of the page, as the HTML that shows it; the style sheet is not in it."""
        parts = [str(each.value) for each in self.app.get("html")]
        return "\n".join(part for part in parts if not part.startswith("<style>"))

    @property
    def text(self) -> str:
        """The same as a visitor reads it."""
        return unescape(re.sub(r"<[^>]*>", "", self.html))

    @property
    def problems(self) -> list[str]:
        """The sentences shown as problems."""
        return [
            str(each.value) for each in self.app.get("html") if 'role="alert"' in str(each.value)
        ]

    def keys(self, kind: str) -> list[str]:
        """The keys of all widgets of a kind."""
        return [each.key for each in self.app.get(kind) if each.key]


@pytest.fixture(scope="session")
def sample() -> Analysis:
    """The analysis of one of our samples."""
    return ca.analyze(ROOT / "samples" / "it-managed-services.pdf")


@pytest.fixture(scope="session")
def server() -> Iterator[None]:
    """What all visitors share: the worker that reads contracts, ended when all have left."""
    yield
    st.cache_resource.clear()


@pytest.fixture
def visit(server: None, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """A visitor who has just come."""
    visitor = Visit()
    handing_out = st.download_button

    def noted(label: str, data: Any, *names: Any, **options: Any) -> bool:
        visitor.downloads[options.get("key") or label] = data
        return handing_out(label, data, *names, **options)

    monkeypatch.setattr(st, "download_button", noted)
    return visitor
