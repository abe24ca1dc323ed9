"""LibreOffice as a second opinion: what it converts, and what it leaves of tracked changes."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

_LIBRARY: Final = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Settle"/>
</library:library>"""

_MODULE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settle"
 script:language="StarBasic">{code}</script:module>"""

#: Loads every file of a folder, accepts or rejects all its changes, and saves it elsewhere.
_CODE: Final = """
Sub Settle(folder As String, target As String, command As String)
  Dim found As String
  Dim names(1000) As String
  Dim count, at
  found = Dir(folder & "/*.docx")
  Do While found <> ""
    names(count) = found
    count = count + 1
    found = Dir
  Loop
  Dim loading(0) As New com.sun.star.beans.PropertyValue
  loading(0).Name = "Hidden"
  loading(0).Value = True
  Dim storing(0) As New com.sun.star.beans.PropertyValue
  storing(0).Name = "FilterName"
  storing(0).Value = "MS Word 2007 XML"
  For at = 0 To count - 1
    Dim doc As Object
    doc = StarDesktop.loadComponentFromURL(ConvertToURL(folder & "/" & names(at)), "_blank", 0, loading())
    Dim dispatcher As Object
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(doc.CurrentController.Frame, command, "", 0, Array())
    doc.storeToURL(ConvertToURL(target & "/" & names(at)), storing())
    doc.close(True)
  Next at
End Sub
"""


def convert(sources: list[Path], folder: Path, form: str) -> list[Path]:
    """Each file as LibreOffice writes it in another form; the new files, in order.

    ``form`` is what ``--convert-to`` takes: "pdf", "docx:MS Word 2007 XML".
    """
    _run(folder, "--convert-to", form, "--outdir", str(folder), *map(str, sources))
    return [folder / f"{source.stem}.{form.partition(':')[0]}" for source in sources]


def settle(sources: Path, folder: Path, *, accept: bool) -> list[Path]:
    """Every .docx of one folder saved into another with all its changes accepted or rejected.

    The new files are ordered by name.
    """
    _run(folder, "--terminate_after_init")  # makes the profile, which would undo ours later
    library = folder / "profile/user/basic/Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "script.xlb").write_text(_LIBRARY)
    (library / "Settle.xba").write_text(_MODULE.format(code=escape(_CODE)))
    command = f".uno:{'Accept' if accept else 'Reject'}AllTrackedChanges"
    _run(folder, f'macro:///Standard.Settle.Settle("{sources}","{folder}","{command}")')
    return sorted(folder.glob("*.docx"))


def _run(folder: Path, *arguments: str) -> None:
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        *arguments,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
