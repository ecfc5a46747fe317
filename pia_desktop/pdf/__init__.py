"""The printed page as a PDF: the assessment, with a 決裁 page before it where wanted, the
新旧対照表, and all of it in one for the 決裁.
"""

from pia_desktop.pdf.documents import (
    page_of_address,
    write_bundle,
    write_comparison_pdf,
    write_pdf,
    write_risk_list_pdf,
)
from pia_desktop.pdf.print_options import PrintOptions

__all__ = [
    "PrintOptions",
    "page_of_address",
    "write_bundle",
    "write_comparison_pdf",
    "write_pdf",
    "write_risk_list_pdf",
]
