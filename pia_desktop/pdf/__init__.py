"""The printed page as a PDF, with a 決裁 page before it where wanted."""

from pia_desktop.pdf.writer import write_pdf

__all__ = ["write_pdf"]
