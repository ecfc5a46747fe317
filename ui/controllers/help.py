"""The manual, and what this program is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ui.shell import Shell


class HelpController:
    """The commands of the menu ヘルプ."""

    def __init__(
        self, shell: Shell, keys: Callable[[], Sequence[tuple[str, Sequence[str]]]]
    ) -> None:
        """`keys` gives the window's commands by their texts, with the keys of each."""
        self._shell = shell
        self._keys = keys

    def show_manual(self) -> None:
        """Show the manual."""
        from ui.dialogs.manual import ManualDialog

        ManualDialog(self._shell.parent_widget).exec()

    def show_keys(self) -> None:
        """Show every key of the window."""
        from ui.dialogs.keys import KeysDialog

        KeysDialog(self._keys(), self._shell.parent_widget).exec()

    def show_about(self) -> None:
        """Show version and licences."""
        from ui.dialogs.about import AboutDialog

        AboutDialog(self._shell.parent_widget).exec()
