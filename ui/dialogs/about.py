"""What this program is, its version, and the licences of what it is made of."""

from __future__ import annotations

from PySide6.QtWidgets import QTextBrowser, QWidget

from pia_desktop import __version__
from pia_desktop.files.paths import licence_file, resources_dir
from ui.dialogs.base import Dialog
from ui.widgets.accessibility import identify

_PARTS = """\
Python（PSF License）
Qt / PySide6（LGPL v3）
openpyxl（MIT）、defusedxml（PSF License）
reportlab（BSD）
pydantic（MIT）、PyYAML（MIT）、platformdirs（MIT）
pypdfium2（Apache-2.0 / BSD-3-Clause）、PDFium（BSD-3-Clause）
BIZ UDPゴシック（SIL Open Font License 1.1）
"""


class AboutDialog(Dialog):
    """Version and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """The texts are read from the files that go with the program."""
        super().__init__("dialog_about", "このプログラムについて", parent)
        self.want(680, 560)
        self.say("特定個人情報保護評価書の作成", "heading")
        self.say(f"pia-desktop {__version__}\nネットワークを使わずに動きます。", "support")
        text = QTextBrowser(self)
        identify(text, "licences", "ライセンス")
        text.setPlainText(_licences())
        self.body.addWidget(text, 1)
        self.add_close()


def _licences() -> str:
    parts = [f"使っている部品とライセンス\n\n{_PARTS}"]
    for path in (licence_file(), resources_dir() / "fonts" / "OFL.txt"):
        if path.is_file():
            parts.append(path.read_text("utf-8"))
    return "\n\n".join(parts)
