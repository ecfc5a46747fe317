"""What the form is: definitions, their models and loading, for all editions."""

from pia_desktop.forms.loader import (
    edition_name,
    form_ids,
    load_form,
    load_form_by_id,
    newest_edition,
)
from pia_desktop.forms.model import Condition, Form, Heading, Item, Option, Section

__all__ = [
    "Condition",
    "Form",
    "Heading",
    "Item",
    "Option",
    "Section",
    "edition_name",
    "form_ids",
    "load_form",
    "load_form_by_id",
    "newest_edition",
]
