"""What a picture consists of. Lengths are points from the top left; a renderer draws these and asks
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# Colours as RRGGBB; "" for none.
Colour = str


@dataclass(frozen=True)
class Path:
    """Straight lines from point to point; `closed` and filled where it has a `fill`."""

    points: tuple[tuple[float, float], ...]
    stroke: Colour = ""
    fill: Colour = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    closed: bool = False


@dataclass(frozen=True)
class Oblong:
    """A rectangle with round corners."""

    left: float
    top: float
    width: float
    height: float
    radius: float = 0.0
    stroke: Colour = ""
    fill: Colour = ""
    line: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Oval:
    """An ellipse, or the lower half of its outline."""

    left: float
    top: float
    width: float
    height: float
    stroke: Colour = ""
    fill: Colour = ""
    line: float = 1.0
    lower_half: bool = False


@dataclass(frozen=True)
class Words:
    """A line of text; `y` is the middle of its letters. `reads` is what it says where that isn't
    what it shows.
    """

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    colour: Colour = "000000"
    anchor: str = "middle"
    reads: str = ""


PictureShape = Path | Oblong | Oval | Words


@dataclass(frozen=True)
class Group:
    """Shapes that belong together, with what is said of them to who can't see them."""

    shapes: tuple[PictureShape, ...]
    spoken: str = ""


@dataclass(frozen=True)
class Picture:
    """A drawing of a size; `spoken` says what it is."""

    width: float
    height: float
    groups: tuple[Group, ...]
    spoken: str = ""

    def read_out(self) -> str:
        """All that is said of it and of its groups."""
        return "。".join((self.spoken, *filter(None, (group.spoken for group in self.groups))))

    def texts(self) -> Iterator[str]:
        """Every line of text in it."""
        for group in self.groups:
            for shape in group.shapes:
                if isinstance(shape, Words):
                    yield shape.text
