"""The manual, and what this program is."""

from __future__ import annotations

from ui.shell import Shell


class HelpController:
    """The commands of the menu ヘルプ."""

    def __init__(self, shell: Shell) -> None:
        """For this window."""
        self._shell = shell

    def show_manual(self) -> None:
        """Show the manual."""
        from ui.dialogs.manual import ManualDialog

        ManualDialog(self._shell.parent_widget).exec()

    def show_about(self) -> None:
        """Show version and licences."""
        from ui.dialogs.about import AboutDialog

        AboutDialog(self._shell.parent_widget).exec()
