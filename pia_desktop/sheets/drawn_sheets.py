"""A diagram on a sheet of its own, upright or lying as it is larger."""

from __future__ import annotations

import math
from typing import Any

from pia_desktop.diagrams.flow_drawing import draw_layout
from pia_desktop.diagrams.flow_layout import lay_out_diagram
from pia_desktop.diagrams.flow_model import diagram_of
from pia_desktop.sheets import grid
from pia_desktop.sheets.boxes import FRAME, PICTURE_ROW
from pia_desktop.sheets.model import Block, Cell, Look, Sheet, SheetRow

# By this name the picture is known when the workbook is read again.
DIAGRAM_PICTURE = "事務の流れ図.png"
_ROOM = 14.0
# A page of one column would not be made to fit the paper by every program that prints it.
_COLUMN = 6


def drawn_sheet(title: str, name: str, label: str, address: str, value: dict[str, Any]) -> Sheet:
    """The sheet of a diagram below its section's title, with its label under the picture."""
    layout = lay_out_diagram(diagram_of(value))
    fit = layout.fit
    picture = draw_layout(layout, spoken=label)
    width = grid.LANDSCAPE_WIDTH if fit.landscape else grid.PORTRAIT_WIDTH
    shown = picture.height * fit.scale + _ROOM
    count = max(math.ceil(shown / PICTURE_ROW), 1)
    cell = Cell(
        0,
        width,
        "",
        Look.CENTRED,
        "tlr",
        rows=count,
        address=address,
        picture_name=DIAGRAM_PICTURE,
        drawing=picture,
        spoken=picture.read_out(),
    )
    rows = [SheetRow((cell,), height=shown / count)]
    rows += [SheetRow((), height=shown / count) for _ in range(count - 1)]
    caption = Cell(0, width, label, Look.CENTRED, FRAME.replace("t", ""))
    head = SheetRow((Cell(0, width, title, Look.SECTION),), height=28.0)
    return Sheet(
        name,
        (*range(0, width, _COLUMN), width),
        (
            Block((head,), keep_next=True, mark=(0, f"{title}　{label}")),
            Block(tuple(rows), keep_next=True),
            Block((SheetRow((caption,)),)),
        ),
        landscape=fit.landscape,
    )
