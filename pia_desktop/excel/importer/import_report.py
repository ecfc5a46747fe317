"""The lines of an import's report: what found no place, by section and in the form's words."""

from __future__ import annotations

from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.excel.importer.workbook_import import ImportedWorkbook
from pia_desktop.forms import Form
from pia_desktop.forms.addresses import indices, item_id
from pia_desktop.forms.model import Heading, Item, Section


def report_place(imported: ImportedWorkbook, leftover: Leftover) -> str:
    """The edition mark of the workbook, the place in it, and the printed name of the item near
    by: 「［令和7年5月 様式3］Ⅰ基本情報 B12（「6. 評価実施機関における担当部署 ①部署」の近く）」.
    """
    name = near_name(imported.assessment.form, leftover.near)
    near = f"（「{name}」の近く）" if name else ""
    return f"［{imported.edition_mark or '版の記載なし'}］{leftover.place}{near}"


def near_name(form: Form, address: str) -> str:
    """The printed name of the item at an address, with its heading; nothing where there is none."""
    home = _home(form, address)
    if home is None:
        return ""
    _section, heading, item = home
    words = f"{heading.title} {item.name_at(indices(address))}"
    return " ".join(words.split())


def group_by_section(imported: ImportedWorkbook) -> dict[str, list[Leftover]]:
    """What found no place by the section it is near to, in the form's order; last, by its
    worksheet, what is near none.
    """
    form = imported.assessment.form
    titles = [section.plain_title or section.sheet for section in form.sections]
    groups: dict[str, list[Leftover]] = {title: [] for title in titles}
    for leftover in imported.assessment.leftovers:
        home = _home(form, leftover.near)
        sheet = leftover.place.rpartition(" ")[0] or leftover.place
        title = (home[0].plain_title or home[0].sheet) if home else f"シート「{sheet}」"
        groups.setdefault(title, []).append(leftover)
    return {title: leftovers for title, leftovers in groups.items() if leftovers}


def _home(form: Form, address: str) -> tuple[Section, Heading, Item] | None:
    wanted = item_id(address) if address else ""
    for section in form.sections:
        for heading in section.headings:
            for item in heading.items:
                if item.id in (wanted, f"{wanted}[]") and wanted:
                    return section, heading, item
    return None
