"""The 事務の流れ図 outside of its box: as a file, and as a picture in a 別紙."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pia_desktop.assessment.document import Document
from pia_desktop.errors import PiaError
from pia_desktop.files.atomic_write import write_atomic
from ui.file_dialogs import PDF, FileDialogs, picture_kind, safe_name
from ui.shell import Shell
from ui.widgets.composition import commit_composition

if TYPE_CHECKING:
    from pia_desktop.diagrams.flow_model import FlowDiagram

_FLOW = "process.flow"
_NAME = "事務の流れ図"
_ANNEXES = "annexes"
_NOTHING = "図にするものがまだありません。ⅠのシステムかⅡのファイルを記入してください。"


class DiagramController:
    """What can be done with the diagram of the document that is open."""

    def __init__(self, shell: Shell, file_dialogs: FileDialogs, folder: Callable[[], Path]) -> None:
        """`folder` is where files are suggested."""
        self._shell = shell
        self._file_dialogs = file_dialogs
        self._folder = folder

    def show(self) -> None:
        """Go to the diagram's box; without one in the form, make one for a 別紙."""
        document = self._committed()
        if document is None:
            return
        if _FLOW in document.answers.form.by_id:
            self._shell.go_to(_FLOW)
        else:
            self.put_in_annex()

    def export_svg(self) -> None:
        """Ask for a file and write the diagram as SVG."""
        self._export(".svg")

    def export_png(self) -> None:
        """Ask for a file and write the diagram as PNG."""
        self._export(".png")

    def export_pdf(self) -> None:
        """Ask for a file and write the diagram as PDF."""
        self._export(".pdf")

    def _export(self, kind: str) -> None:
        from pia_desktop.pdf.diagram_file import diagram_file

        document = self._committed()
        diagram = self._diagram(document) if document is not None else None
        if document is None or diagram is None:
            return
        stem = document.path.stem if document.path else safe_name(document.assessment.title)
        suggested = self._folder() / f"{stem}_{_NAME}{kind}"
        sort = PDF if kind == ".pdf" else picture_kind(suggested.name)
        parent = self._shell.parent_widget
        path = self._file_dialogs.to_save(parent, f"{_NAME}を出す", suggested, sort)
        if path is None:
            return
        try:
            write_atomic(path, diagram_file(diagram, kind, _NAME))
        except PiaError as error:
            self._shell.show_error(error)
            return
        self._shell.say(f"「{path.name}」に出しました。")

    def put_in_annex(self) -> None:
        """Make a diagram, and put it as a picture into a 別紙 of its own."""
        from ui.editors.diagram_window import DiagramWindow

        document = self._committed()
        diagram = self._diagram(document) if document is not None else None
        if document is None or diagram is None:
            return
        window = DiagramWindow(diagram, document.answers, _ANNEXES, self._shell.parent_widget)
        window.accepted.connect(lambda: self._put(document, window.diagram))
        window.finished.connect(window.deleteLater)
        window.open()

    def _put(self, document: Document, diagram: FlowDiagram) -> None:
        from pia_desktop.pdf.diagram_file import diagram_file

        if not diagram.nodes:
            return
        try:
            with document.step(f"別紙への{_NAME}の追加"):
                at = document.add(_ANNEXES)
                document.set(f"{_ANNEXES}[{at}].title", f"別紙{at + 1} {_NAME}")
                data = diagram_file(diagram, ".png", _NAME)
                document.add_figure(f"{_ANNEXES}[{at}].figures", f"{_NAME}.png", data, _NAME)
        except PiaError as error:
            self._shell.show_error(error)
            return
        self._shell.go_to(f"{_ANNEXES}[{at}].title")

    def _diagram(self, document: Document) -> FlowDiagram | None:
        """The diagram of the form, else the one that the answers suggest; says if there is none."""
        from pia_desktop.diagrams.flow_model import diagram_of
        from pia_desktop.diagrams.flow_proposal import propose_diagram

        diagram = diagram_of(document.answers.get(_FLOW))
        if not diagram.nodes:
            diagram = propose_diagram(document.answers)
        if diagram.nodes:
            return diagram
        self._shell.say(_NOTHING)
        return None

    def _committed(self) -> Document | None:
        """The document with what is just being composed."""
        commit_composition()
        return self._shell.document
