"""The commands about form editions: forms, items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pia_desktop.cli.exit_status import DONE

if TYPE_CHECKING:
    import argparse


def run_forms(options: argparse.Namespace) -> int:
    """A line a form edition: its id, a tab, its name and on what source it rests."""
    from pia_desktop.forms import form_ids, load_form_by_id

    for form_id in form_ids():
        form = load_form_by_id(form_id)
        print(f"{form_id}\t{form.display_name}" + (f"［{form.basis}］" if form.basis else ""))
    return DONE


def run_items(options: argparse.Namespace) -> int:
    """The edition's items as TSV, if neither its definition nor the help has a fault."""
    from pia_desktop.forms import load_form_by_id
    from pia_desktop.forms.catalogue import catalogue_rows
    from pia_desktop.forms.help import check_help

    form = load_form_by_id(options.form)
    check_help()
    for row in catalogue_rows(form):
        print("\t".join(row))
    return DONE
