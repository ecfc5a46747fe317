"""The least that shows a window with PySide6."""

from PySide6.QtWidgets import QApplication, QMainWindow

from tests.benchmarks.drivers.shown import say_when_shown

if __name__ == "__main__":
    app = QApplication([])
    window = QMainWindow()
    say_when_shown(window)
    window.show()
    app.exec()
