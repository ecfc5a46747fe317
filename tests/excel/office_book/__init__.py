"""Assessments as other offices lay them out in Excel: workbooks that this program has not written.

Made from the form and the answers alone, in another shape for each seed. The importer has to find
each answer by what the page says, as a person would.
"""

from tests.excel.office_book.book import OfficeBook, office_book
from tests.excel.office_book.office_style import OfficeStyle, plain_style, style_of
from tests.excel.office_book.outcome import ImportOutcome, outcome_of
from tests.excel.office_book.sample_slice import sample_slice

__all__ = [
    "ImportOutcome",
    "OfficeBook",
    "OfficeStyle",
    "office_book",
    "outcome_of",
    "plain_style",
    "sample_slice",
    "style_of",
]
