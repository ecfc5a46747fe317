"""What is wrong with a laid-out diagram, by a ruler that doesn't know how it was made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from pia_desktop.diagrams.layout_parts import DiagramLayout, Rect

_HAIR = 0.01


def layout_faults(layout: DiagramLayout) -> list[str]:
    """Each fault as a sentence."""
    return [*_boxes(layout), *_arrows(layout), *_words(layout), *_inside(layout)]


def _boxes(layout: DiagramLayout) -> Iterator[str]:
    for first, second in combinations(layout.boxes, 2):
        if first.rect.meets(second.rect):
            yield f"{first.node.id} and {second.node.id} overlap"


def _arrows(layout: DiagramLayout) -> Iterator[str]:
    for arrow in layout.arrows:
        for (x1, y1), (x2, y2) in pairwise(arrow.points):
            if abs(x1 - x2) > _HAIR and abs(y1 - y2) > _HAIR:
                yield f"{arrow.edge} is not at right angles"
            stroke = Rect(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            for box in layout.boxes:
                grown = Rect(
                    stroke.left - _HAIR,
                    stroke.top - _HAIR,
                    stroke.right + _HAIR,
                    stroke.bottom + _HAIR,
                )
                if grown.meets(box.rect, slack=3 * _HAIR):
                    yield f"{arrow.edge} runs through {box.node.id}"
        for name, point in (
            (arrow.edge.start, arrow.points[0]),
            (arrow.edge.end, arrow.points[-1]),
        ):
            rect = next(box.rect for box in layout.boxes if box.node.id == name)
            if not _on_rim(rect, point):
                yield f"{arrow.edge} does not touch {name}"


def _on_rim(rect: Rect, point: tuple[float, float]) -> bool:
    x, y = point
    inside = (
        rect.left - _HAIR <= x <= rect.right + _HAIR
        and rect.top - _HAIR <= y <= rect.bottom + _HAIR
    )
    at_side = min(abs(x - rect.left), abs(x - rect.right)) < _HAIR
    return inside and (at_side or min(abs(y - rect.top), abs(y - rect.bottom)) < _HAIR)


def _words(layout: DiagramLayout) -> Iterator[str]:
    places = [(arrow, arrow.words_rect) for arrow in layout.arrows if arrow.words_rect]
    for arrow, rect in places:
        for box in layout.boxes:
            if rect.meets(box.rect):
                yield f"the words of {arrow.edge} lie on {box.node.id}"
    for (first, one), (second, other) in combinations(places, 2):
        if one.meets(other):
            yield f"the words of {first.edge} and {second.edge} overlap"


def _inside(layout: DiagramLayout) -> Iterator[str]:
    page = Rect(-_HAIR, -_HAIR, layout.width + _HAIR, layout.height + _HAIR)
    for name, rect in (
        *((box.node.id, box.rect) for box in layout.boxes),
        *((str(arrow.edge), arrow.words_rect) for arrow in layout.arrows if arrow.words_rect),
        *((frame.area, frame.rect) for frame in layout.frames),
    ):
        if not (page.contains(rect.left, rect.top) and page.contains(rect.right, rect.bottom)):
            yield f"{name} reaches beyond the page"
    for arrow in layout.arrows:
        if not all(page.contains(x, y) for x, y in arrow.points):
            yield f"{arrow.edge} leaves the page"
