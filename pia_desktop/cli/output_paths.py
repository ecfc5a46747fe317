"""Which output files a call may name."""

from __future__ import annotations

from pathlib import Path

from pia_desktop.cli.exit_status import UsageError
from pia_desktop.files.atomic_write import check_target
from pia_desktop.files.file_names import check_name, same_place


def check_output_path(out: Path | None, *others: Path | None) -> None:
    """Refuse to write over what the call reads, twice to one place, or where nothing can be
    written: before the work, and before Windows makes a device of a name.
    """
    if out is not None:
        check_name(out)
    for other in others:
        if out is not None and other is not None and same_place(out, other):
            raise UsageError(
                "出力先が、読み込むファイルかもう一つの出力先と同じです。",
                "別の名前にしてください。",
                file=out,
            )
    if out is not None:
        check_target(out)


def check_output_ending(out: Path | None, template: Path | None) -> None:
    """Refuse a name whose ending says another kind of workbook than it will be: Excel opens none
    such.
    """
    if out is None or template is None:
        return
    ending = template.suffix.lower()
    if ending in (".xlsx", ".xlsm") and out.suffix.lower() != ending:
        raise UsageError(
            f"団体のブックが {ending} なので、出力先も {ending} になります。",
            f"出力先の名前の終わりを {ending} にしてください。",
            file=out,
        )
