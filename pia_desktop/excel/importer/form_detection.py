"""Which form edition a workbook shows."""

from __future__ import annotations

from collections import defaultdict

from pia_desktop.excel.importer.form_labels import FormLabels, label_key
from pia_desktop.excel.importer.workbook_model import Book
from pia_desktop.forms import Form, form_ids, load_form_by_id


def detect_form(book: Book) -> str:
    """The id of the form edition that the workbook shows.

    The form by its own words on the cover, else by whose labels it has more of; the edition by the
    option that only this edition prints (4情報 or 5情報), else by the cover's mark.
    """
    forms = [load_form_by_id(form_id) for form_id in form_ids()]
    shown: dict[str, int] = defaultdict(int)
    for sheet in book.sheets:
        for cell in sheet.cells:
            if len(cell.text) <= 200:
                shown[label_key(cell.text)] += 1
    name = _form_named(forms, shown)
    same = [form for form in forms if form.form == name]
    options = {form.id: {label_key(o.key) for i in form.items for o in i.options} for form in same}
    common = set.intersection(*options.values())
    texts = [key for key in shown if key]

    def points(form: Form) -> tuple[int, int, str]:
        own = options[form.id] - common
        printed = sum(1 for key in own if any(key in text for text in texts))
        edition = label_key(f"{form.edition}{form.form}")
        return printed, sum(1 for text in texts if text == edition), form.edition

    # On a tie the newest edition: 令和 sorts behind 平成 here.
    return max(same, key=lambda form: (*points(form)[:2], form.edition.startswith("令和"))).id


def _form_named(forms: list[Form], shown: dict[str, int]) -> str:
    by_mark = {form.form for form in forms if any(text.endswith(form.form) for text in shown)}
    by_title = {form.form for form in forms if label_key(form.title) in shown}
    for found in (by_title, by_mark):
        if len(found) == 1:
            return next(iter(found))
    fits = {
        form.form: sum(1 for label in FormLabels(form).all if label_key(label.text) in shown)
        for form in forms
    }
    return max(fits, key=lambda name: fits[name])
