"""A laid-out diagram as shapes. Kinds of boxes differ in shape and line, so that they can be told
apart without colour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pia_desktop.diagrams.flow_layout import lay_out_diagram
from pia_desktop.diagrams.flow_model import FlowDiagram, FlowEdge
from pia_desktop.diagrams.label_lines import label_length
from pia_desktop.diagrams.layout_parts import (
    ROOMY,
    DiagramLayout,
    DiagramMeasures,
    PlacedArrow,
    PlacedBox,
    PlacedFrame,
    Rect,
)
from pia_desktop.diagrams.legend import BOX_WIDTH, FLOW_SIGN, LINE_SIGN, SIGN_WIDTHS, TITLE
from pia_desktop.diagrams.shapes import Group, Oblong, Oval, Path, Picture, PictureShape, Words
from pia_desktop.forms.diagram_value import NODE_KINDS, circled, joined_lines

INK = "1B1B1B"
FLOW = "1D4A91"
_LINK = "5A5A5A"
_FRAME_LINE, _FRAME_GROUND, _INNER_GROUND = "7A7A7A", "F3F3F3", "FFFFFF"
_SYSTEM_GROUND, _FILE_GROUND, _WHITE = "E6EDF8", "FFF9E5", "FFFFFF"
_THICK, _THIN, _FLOW_WIDTH, _LINK_WIDTH = 1.6, 0.8, 1.3, 0.9
_DOUBLE = 2.4


def draw_diagram(diagram: FlowDiagram, *, spoken: str = "") -> Picture:
    """The diagram as a picture, with its legend below."""
    return draw_layout(lay_out_diagram(diagram), spoken=spoken)


def draw_layout(layout: DiagramLayout, *, legend: bool = True, spoken: str = "") -> Picture:
    """A laid-out diagram as a picture."""
    measures = layout.measures
    labels = {box.node.id: joined_lines(box.node.label) for box in layout.boxes}
    groups = [Group(_frame(frame), frame.title) for frame in layout.frames]
    for spoken_ones in (False, True):
        own = [arrow for arrow in layout.arrows if arrow.edge.spoken == spoken_ones]
        groups.append(Group(_lines(own, measures)))
    groups.append(Group(tuple(_dot(*junction) for junction in layout.junctions)))
    groups += [Group(box_shapes(box, measures), box_spoken(box)) for box in layout.boxes]
    groups += [
        Group(_words(arrow, measures), arrow_spoken(arrow.edge, labels))
        for arrow in sorted(layout.arrows, key=lambda arrow: arrow.edge.number or 1000)
    ]
    groups += [Group(_frame_title(frame, measures)) for frame in layout.frames]
    width, height = layout.width, layout.height
    if legend and layout.boxes:
        shapes, needed = _legend(layout)
        groups.append(Group(shapes))
        width, height = max(width, needed), height + layout.legend_height
    return Picture(width, height, tuple(groups), spoken)


def box_spoken(box: PlacedBox) -> str:
    """What is said of a box."""
    area = f"、{box.node.area}の中" if box.node.area else ""
    return f"{NODE_KINDS[box.node.kind]}：{joined_lines(box.node.label)}{area}"


def arrow_spoken(edge: FlowEdge, labels: dict[str, str]) -> str:
    """What is said of an arrow."""
    number = f"{circled(edge.number)} " if edge.number is not None else ""
    start, end = labels.get(edge.start, ""), labels.get(edge.end, "")
    way = f"{start}と{end}の間の双方向" if edge.both else f"{start}から{end}へ"
    return f"{number}{way}" + (f"、{joined_lines(edge.label)}" if edge.label else "")


# -- frames -----------------------------------------------------------------------------------


def _frame(frame: PlacedFrame) -> tuple[PictureShape, ...]:
    rect = frame.rect
    inside = frame.depth > 0
    around = frame.title in ("委託先", "提供先")
    fill = _INNER_GROUND if inside else "" if around else _FRAME_GROUND
    dash = (1.5, 2.0) if around else (5.0, 2.5) if inside or "LGWAN" in frame.title else ()
    return (
        Oblong(
            rect.left,
            rect.top,
            rect.right - rect.left,
            rect.bottom - rect.top,
            3.0,
            _FRAME_LINE,
            fill,
            _THIN if around else 1.0,
            dash,
        ),
    )


def _frame_title(frame: PlacedFrame, measures: DiagramMeasures) -> tuple[PictureShape, ...]:
    x = frame.rect.left + measures.frame_slot
    y = frame.rect.top + 0.55 * measures.frame_title
    return (
        Words(x, y, frame.title, measures.title_size, bold=True, colour="3A3A3A", anchor="start"),
    )


# -- boxes ------------------------------------------------------------------------------------


def box_shapes(box: PlacedBox, measures: DiagramMeasures = ROOMY) -> tuple[PictureShape, ...]:
    """A box with its label."""
    middle = box.rect.centre
    outline = _outline(box.node.kind, box.rect, measures)
    top = middle[1] - (len(box.lines) - 1) / 2 * measures.box_pitch
    if box.node.kind == "file":
        top += measures.cap / 2
    bold = box.node.kind == "system"
    return (
        *outline,
        *(
            Words(
                middle[0],
                top + number * measures.box_pitch,
                line,
                measures.box_size,
                bold=bold,
                colour=INK,
            )
            for number, line in enumerate(box.lines)
        ),
    )


def _outline(kind: str, rect: Rect, measures: DiagramMeasures) -> tuple[PictureShape, ...]:
    left, top = rect.left, rect.top
    width, height = rect.right - rect.left, rect.bottom - rect.top
    if kind == "person":
        radius = min(height / 2, measures.round)
        return (Oblong(left, top, width, height, radius, INK, _WHITE, 1.1),)
    if kind == "system":
        return (Oblong(left, top, width, height, 1.5, FLOW, _SYSTEM_GROUND, _THICK),)
    if kind == "file":
        return _cylinder(rect, measures.cap)
    if kind == "outside":
        inset = min(_DOUBLE, measures.box_padding_y * 0.8)
        return (
            Oblong(left, top, width, height, 0.0, INK, _WHITE, _THIN),
            Oblong(
                left + inset, top + inset, width - 2 * inset, height - 2 * inset, 0.0, INK, "", 0.5
            ),
        )
    return (Oblong(left, top, width, height, 0.0, INK, _WHITE, _THIN),)


def _cylinder(rect: Rect, cap: float) -> tuple[PictureShape, ...]:
    width = rect.right - rect.left
    lid = 2 * cap
    sides = (
        ((rect.left, rect.top + cap), (rect.left, rect.bottom - cap)),
        ((rect.right, rect.top + cap), (rect.right, rect.bottom - cap)),
    )
    return (
        Oval(rect.left, rect.bottom - lid, width, lid, "", _FILE_GROUND),
        Oblong(rect.left, rect.top + cap, width, rect.bottom - rect.top - lid, fill=_FILE_GROUND),
        Oval(rect.left, rect.bottom - lid, width, lid, INK, "", _THIN, lower_half=True),
        *(Path(side, INK, width=_THIN) for side in sides),
        Oval(rect.left, rect.top, width, lid, INK, _FILE_GROUND, _THIN),
    )


# -- arrows -----------------------------------------------------------------------------------


def _lines(arrows: list[PlacedArrow], measures: DiagramMeasures) -> tuple[PictureShape, ...]:
    """The arrows of one sort. Where several run on each other the line is drawn once: drawn over
    itself it would look thicker on a screen.
    """
    if not arrows:
        return ()
    spoken = arrows[0].edge.spoken
    colour, width = (FLOW, _FLOW_WIDTH) if spoken else (_LINK, _LINK_WIDTH)
    heads: list[PictureShape] = []
    stretches: dict[tuple[bool, float], list[tuple[float, float]]] = defaultdict(list)
    for arrow in arrows:
        points = list(arrow.points)
        heads.append(_head(points[-2], points[-1], colour, measures))
        last = _shortened(points[-2], points[-1], measures)
        if arrow.edge.both:
            heads.append(_head(points[1], points[0], colour, measures))
            points[0] = _shortened(points[1], points[0], measures)
        points[-1] = last
        # A corner is filled by both of its stretches.
        ends = {0, len(points) - 1}
        for number, (here, there) in enumerate(pairwise(points)):
            across = abs(here[1] - there[1]) < abs(here[0] - there[0])
            axis = 0 if across else 1
            ahead = 1 if there[axis] > here[axis] else -1
            begin = here[axis] - (0 if number in ends else ahead * width / 2)
            end = there[axis] + (0 if number + 1 in ends else ahead * width / 2)
            key = (across, round(here[1 - axis], 2))
            stretches[key].append((min(begin, end), max(begin, end)))
    return (*_paths(stretches, colour, width), *heads)


def _paths(
    stretches: dict[tuple[bool, float], list[tuple[float, float]]], colour: str, width: float
) -> Iterator[Path]:
    """Each stretch once, those that touch as one."""
    for (across, place), spans in sorted(stretches.items()):
        merged: list[tuple[float, float]] = []
        for begin, end in sorted(spans):
            if merged and begin <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], end))
            else:
                merged.append((begin, end))
        for begin, end in merged:
            points = ((begin, place), (end, place)) if across else ((place, begin), (place, end))
            yield Path(points, colour, width=width)


def _direction(start: tuple[float, float], end: tuple[float, float]) -> tuple[int, int]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    if abs(dx) >= abs(dy):
        return (1 if dx > 0 else -1), 0
    return 0, (1 if dy > 0 else -1)


def _shortened(
    start: tuple[float, float], end: tuple[float, float], measures: DiagramMeasures
) -> tuple[float, float]:
    """The end a little before its arrow's tip."""
    dx, dy = _direction(start, end)
    back = measures.arrow_length * 0.7
    return end[0] - dx * back, end[1] - dy * back


def _head(
    start: tuple[float, float], end: tuple[float, float], colour: str, measures: DiagramMeasures
) -> Path:
    dx, dy = _direction(start, end)
    long, half = measures.arrow_length, measures.arrow_half
    x, y = end[0] - dx * long, end[1] - dy * long
    points = (
        end,
        (x - dy * half, y + dx * half),
        (x + dy * half, y - dx * half),
    )
    return Path(points, fill=colour, closed=True)


def _dot(x: float, y: float, spoken: bool) -> PictureShape:
    radius = 2.0 if spoken else 1.5
    return Oval(x - radius, y - radius, 2 * radius, 2 * radius, "", FLOW if spoken else _LINK)


def _words(arrow: PlacedArrow, measures: DiagramMeasures) -> tuple[PictureShape, ...]:
    rect = arrow.words_rect
    if rect is None:
        return ()
    shapes: list[PictureShape] = [
        Oblong(rect.left, rect.top, rect.right - rect.left, rect.bottom - rect.top, 2, fill=_WHITE)
    ]
    left = rect.left + measures.words_padding
    middle = (rect.top + rect.bottom) / 2
    if arrow.edge.number is not None:
        width = measures.badge_width(arrow.edge.number)
        shapes += _badge(left + width / 2, middle, arrow.edge.number, measures)
        left += width + measures.badge_gap
    size, pitch = measures.words_size, measures.words_pitch
    top = middle - (len(arrow.words) - 1) / 2 * pitch
    shapes += [
        Words(left, top + number * pitch, line, size, colour=INK, anchor="start")
        for number, line in enumerate(arrow.words)
    ]
    return tuple(shapes)


def _badge(x: float, y: float, number: int, measures: DiagramMeasures) -> tuple[PictureShape, ...]:
    high, wide = measures.badge, measures.badge_width(number)
    ground: PictureShape = Oval(x - wide / 2, y - high / 2, wide, high, "", FLOW)
    if wide > high:
        ground = Oblong(x - wide / 2, y - high / 2, wide, high, high / 2, fill=FLOW)
    words = Words(x, y, str(number), measures.words_size, bold=True, colour=_WHITE)
    return (ground, replace(words, reads=circled(number)))


# -- legend -----------------------------------------------------------------------------------


def _legend(layout: DiagramLayout) -> tuple[tuple[PictureShape, ...], float]:
    """What the shapes mean, as far as the diagram has them; and the width that it takes."""
    measures = layout.measures
    size, half = measures.legend_size, 0.8 * measures.legend_size
    shapes: list[PictureShape] = []
    needed = 0.0
    for number, line in enumerate(layout.legend):
        y = layout.height + (number + 0.6) * measures.legend_height
        for x, entry in line:
            if entry.sign in NODE_KINDS:
                box = Rect(x, y - half, x + BOX_WIDTH, y + half)
                shapes += _small(entry.sign, box, measures)
            elif entry.sign in (FLOW_SIGN, LINE_SIGN):
                label, both = ("・", False) if entry.sign == FLOW_SIGN else ("", True)
                edge = FlowEdge(start="", end="", label=label, both=both)
                end = (x + SIGN_WIDTHS[entry.sign], y)
                shapes += _lines([PlacedArrow(edge, ((x, y), end))], measures)
            bold = entry.sign == TITLE
            shapes.append(
                Words(x + entry.text_start, y, entry.text, size, bold=bold, anchor="start")
            )
            needed = max(needed, x + entry.text_start + label_length(entry.text) * size)
    return tuple(shapes), needed


def _small(kind: str, rect: Rect, measures: DiagramMeasures) -> tuple[PictureShape, ...]:
    if kind == "file":
        lid = 4.0
        width = rect.right - rect.left
        return (
            Oblong(rect.left, rect.top + 2, width, rect.bottom - rect.top - 4, fill=_FILE_GROUND),
            Oval(rect.left, rect.bottom - lid, width, lid, INK, _FILE_GROUND, 0.6, lower_half=True),
            Path(((rect.left, rect.top + 2), (rect.left, rect.bottom - 2)), INK, width=0.6),
            Path(((rect.right, rect.top + 2), (rect.right, rect.bottom - 2)), INK, width=0.6),
            Oval(rect.left, rect.top, width, lid, INK, _FILE_GROUND, 0.6),
        )
    return _outline(kind, rect, measures)
