"""What is missing or wrong before an assessment leaves the house: one small rule each."""

# The rules run in the order in which their modules are named here.
from pia_desktop.checks import required  # isort: skip
from pia_desktop.checks import dates  # isort: skip
from pia_desktop.checks import outsourcing_rules  # isort: skip
from pia_desktop.checks import sharing_rules  # isort: skip
from pia_desktop.checks import linkage  # isort: skip
from pia_desktop.checks import accident  # isort: skip
from pia_desktop.checks import threshold  # isort: skip
from pia_desktop.checks import bands  # isort: skip
from pia_desktop.checks import records  # isort: skip
from pia_desktop.checks import list_numbers  # isort: skip
from pia_desktop.checks import file_names  # isort: skip
from pia_desktop.checks import date_order  # isort: skip
from pia_desktop.checks import date_style  # isort: skip
from pia_desktop.checks import change_rows  # isort: skip
from pia_desktop.checks import change_items  # isort: skip
from pia_desktop.checks import law_terms  # isort: skip
from pia_desktop.checks import practice  # isort: skip
from pia_desktop.checks import text_marks  # isort: skip
from pia_desktop.checks import references  # isort: skip
from pia_desktop.checks import twins  # isort: skip
from pia_desktop.checks import individual_number  # isort: skip
from pia_desktop.checks import characters  # isort: skip
from pia_desktop.checks import form_notes  # isort: skip
from pia_desktop.checks import flow_diagram  # isort: skip
from pia_desktop.checks import review_calendar  # isort: skip
from pia_desktop.checks.live_check import LiveCheck, check
from pia_desktop.checks.registry import RULES, Edit, Finding, Fix, Severity

__all__ = [
    "RULES",
    "Edit",
    "Finding",
    "Fix",
    "LiveCheck",
    "Severity",
    "accident",
    "bands",
    "change_items",
    "change_rows",
    "characters",
    "check",
    "date_order",
    "date_style",
    "dates",
    "file_names",
    "flow_diagram",
    "form_notes",
    "individual_number",
    "law_terms",
    "linkage",
    "list_numbers",
    "outsourcing_rules",
    "practice",
    "records",
    "references",
    "required",
    "review_calendar",
    "sharing_rules",
    "text_marks",
    "threshold",
    "twins",
]
