"""Which form edition a workbook shows."""

from __future__ import annotations

import re
from collections import defaultdict

from pia_desktop.errors import UncertainFormError
from pia_desktop.excel.importer.form_labels import FormLabels, label_key
from pia_desktop.excel.importer.workbook_model import Book
from pia_desktop.forms import Form, form_ids, load_form_by_id
from pia_desktop.forms.wareki import find_dates

# A form is certain where its own labels are this many times as many as any other form's.
_CLEARLY_MORE = 3

# A workbook with fewer labels is no assessment: which form it would be doesn't matter.
_FEWEST_LABELS = 8

# Longer texts are answers.
_LONGEST, _LONGEST_LIST = 200, 1_000

_MARK = re.compile(r"((?:令和|平成)(?:\d{1,2}|元)年\d{1,2}月)(様式\d)")


def _longest(text: str) -> int:
    """How long a text may be that is the form's own: a list of options to tick is long."""
    return _LONGEST_LIST if text.lstrip()[:1] in ("[", "［", "□", "・") else _LONGEST


def edition_mark(book: Book) -> str:
    """The edition's mark on the cover, 「令和7年5月 様式4」; nothing where there is none."""
    for sheet in book.sheets:
        for cell in sheet.cells:
            mark = _MARK.fullmatch(label_key(cell.text)) if len(cell.text) < 40 else None
            if mark:
                return f"{mark[1]} {mark[2]}"
    return ""


def is_known_edition(mark: str) -> bool:
    """Whether there is a definition of the edition with this mark."""
    forms = map(load_form_by_id, form_ids())
    return any(mark == f"{form.edition} {form.form}" for form in forms)


def detect_form(book: Book) -> str:
    """The id of the form edition that the workbook shows, or that is nearest to it.

    The form by its own words on the cover, else by the labels that only one of them prints; the
    edition by the option that only this edition prints (4情報 or 5情報), else by the cover's mark:
    the edition of that month, else the last one before it. UncertainFormError where the labels
    don't tell.
    """
    forms = [load_form_by_id(form_id) for form_id in form_ids()]
    shown: dict[str, int] = defaultdict(int)
    for sheet in book.sheets:
        for cell in sheet.cells:
            if len(cell.text) <= _longest(cell.text):
                shown[label_key(cell.text)] += 1
    name = _form_named(forms, shown)
    same = [form for form in forms if form.form == name]
    options = {form.id: {label_key(o.key) for i in form.items for o in i.options} for form in same}
    common = set.intersection(*options.values())
    texts = [key for key in shown if key]

    month = _month(edition_mark(book))

    def likeness(form: Form) -> tuple[int, bool, tuple[int, int]]:
        own = options[form.id] - common
        printed = sum(1 for key in own if any(key in text for text in texts))
        year, of_year = _month(form.edition)
        in_force = month == (0, 0) or (year, of_year) <= month
        # Of those in force by then the newest, else the oldest.
        return printed, in_force, (year, of_year) if in_force else (-year, -of_year)

    return max(same, key=likeness).id


def _month(text: str) -> tuple[int, int]:
    """Year of the common era and month of the first date in a text; zeros where there is none."""
    for written in find_dates(text):
        return written.western_year, written.month or 1
    return 0, 0


def _form_named(forms: list[Form], shown: dict[str, int]) -> str:
    by_mark = {form.form for form in forms if any(text.endswith(form.form) for text in shown)}
    by_title = {form.form for form in forms if label_key(form.title) in shown}
    for names in (by_title, by_mark):
        if len(names) == 1:
            return next(iter(names))
    labels = {form.form: {label.key for label in FormLabels(form).all} for form in forms}
    shared = set.intersection(*labels.values())
    own = {name: sum(1 for key in keys - shared if key in shown) for name, keys in labels.items()}
    every = {name: sum(1 for key in keys if key in shown) for name, keys in labels.items()}
    first, second = sorted(own, key=lambda name: (own[name], every[name]), reverse=True)[:2]
    certain = own[first] > 0 and own[first] >= _CLEARLY_MORE * own[second]
    if not certain and every[first] >= _FEWEST_LABELS:
        raise UncertainFormError(
            "どの様式の評価書か、記載からは判断できません。",
            "様式を選んで取り込んでください（コマンドでは --form で指定します）。",
        )
    return first
