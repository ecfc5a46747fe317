"""A picture as SVG, its text selectable."""

from __future__ import annotations

from pia_desktop.diagrams.shapes import Group, Oblong, Oval, Picture, PictureShape, Words
from pia_desktop.forms.values import UNPRINTABLE

_FONTS = "'BIZ UDPGothic','BIZ UDPゴシック','Yu Gothic','Meiryo',sans-serif"
# From the middle of the letters down to their base line, as a share of their size.
_BASE = 0.36


def write_svg(picture: Picture, scale: float = 1.0) -> bytes:
    """The picture as a file. The same picture gives the same bytes."""
    width, height = _number(picture.width), _number(picture.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(picture.width * scale)}pt" '
        f'height="{_number(picture.height * scale)}pt" viewBox="0 0 {width} {height}" '
        f'role="img" xml:lang="ja" font-family="{_FONTS}">',
    ]
    if picture.spoken:
        lines.append(f"<title>{_escaped(picture.spoken)}</title>")
    lines.append(f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>')
    for group in picture.groups:
        lines += _group(group)
    lines.append("</svg>")
    return ("\n".join(lines) + "\n").encode()


def _group(group: Group) -> list[str]:
    shapes = [_shape(shape) for shape in group.shapes]
    if not group.spoken or not shapes:
        return shapes
    label = _quoted(group.spoken)
    return [
        f'<g role="img" aria-label={label}><title>{_escaped(group.spoken)}</title>',
        *shapes,
        "</g>",
    ]


def _shape(shape: PictureShape) -> str:
    if isinstance(shape, Words):
        return _words(shape)
    if isinstance(shape, Oblong):
        radius = f' rx="{_number(shape.radius)}"' if shape.radius else ""
        return (
            f'<rect x="{_number(shape.left)}" y="{_number(shape.top)}" '
            f'width="{_number(shape.width)}" height="{_number(shape.height)}"{radius}'
            f"{_look(shape.stroke, shape.fill, shape.line, shape.dash)}/>"
        )
    if isinstance(shape, Oval):
        return _oval(shape)
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points)
    name = "polygon" if shape.closed else "polyline"
    look = _look(shape.stroke, shape.fill, shape.width, shape.dash)
    return f'<{name} points="{points}"{look}/>'


def _oval(shape: Oval) -> str:
    rx, ry = shape.width / 2, shape.height / 2
    look = _look(shape.stroke, shape.fill, shape.line, ())
    if shape.lower_half:
        right, middle = shape.left + shape.width, shape.top + ry
        return (
            f'<path d="M{_number(shape.left)} {_number(middle)}A{_number(rx)} {_number(ry)} 0 0 0 '
            f'{_number(right)} {_number(middle)}"{look}/>'
        )
    return (
        f'<ellipse cx="{_number(shape.left + rx)}" cy="{_number(shape.top + ry)}" '
        f'rx="{_number(rx)}" ry="{_number(ry)}"{look}/>'
    )


def _words(words: Words) -> str:
    bold = ' font-weight="bold"' if words.bold else ""
    anchor = "" if words.anchor == "start" else f' text-anchor="{words.anchor}"'
    spoken = f" aria-label={_quoted(words.reads)}" if words.reads else ""
    return (
        f'<text x="{_number(words.x)}" y="{_number(words.y + _BASE * words.size)}" '
        f'font-size="{_number(words.size)}" fill="#{words.colour}"{bold}{anchor}{spoken}>'
        f"{_escaped(words.text)}</text>"
    )


def _look(stroke: str, fill: str, width: float, dash: tuple[float, ...]) -> str:
    out = f' fill="#{fill}"' if fill else ' fill="none"'
    if stroke:
        out += f' stroke="#{stroke}" stroke-width="{_number(width)}"'
    if dash:
        out += f' stroke-dasharray="{" ".join(map(_number, dash))}"'
    return out


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    """The text as XML's own characters do not stand in it; nor any that XML can't hold."""
    clean = UNPRINTABLE.sub("", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    """The text as an attribute's value."""
    quoted = _escaped(text).replace('"', "&quot;")
    return f'"{quoted}"'
