"""Qt's own words that its Japanese translation leaves in English."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

# Of the file dialog that Qt draws where the system has none of its own (Linux).
_WORDS = {
    "&Look in:": "場所(&I)：",
    "Files of &type:": "ファイルの種類(&T)：",
    "Folder": "フォルダー",
    "File Folder": "フォルダー",
    "Drive": "ドライブ",
    "File": "ファイル",
    "%1 File": "%1ファイル",
    "Shortcut": "ショートカット",
    "Alias": "エイリアス",
    "Unknown": "不明",
}


class MissingWords(QTranslator):
    """Asked for whatever Qt's own translation, installed after it, doesn't know."""

    def isEmpty(self) -> bool:
        """There are words."""
        return False

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The Japanese words; None, which Qt takes for no translation, for all others."""
        return _WORDS.get(sourceText)  # type: ignore[return-value]
