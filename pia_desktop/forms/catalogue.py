"""The catalogue of a form: a line an item, tab separated, in printed order."""

from __future__ import annotations

from collections.abc import Iterator

from pia_desktop.forms.model import Form

CATALOGUE_HEAD = ("節", "見出し", "id", "種別", "印字する項目名", "選択肢", "重要な変更")


def catalogue_rows(form: Form) -> Iterator[tuple[str, ...]]:
    """Head line and items. A risk that is printed on several lines is a row a line."""
    yield CATALOGUE_HEAD
    for section in (*form.sections, *form.free_sections):
        for heading in section.headings:
            for item in heading.items:
                options = "｜".join(option.printed for option in item.options)
                mark = "※" if item.important else ""
                for label in item.name.split("\n"):
                    yield section.title, heading.title, item.id, item.kind, label, options, mark
