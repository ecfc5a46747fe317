"""The (備考) of a diagram: a line or more for each number, which follow the numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pia_desktop.diagrams.flow_model import FlowDiagram
from pia_desktop.forms.diagram_value import HIGHEST_NUMBER, circled, joined_lines

_NUMBERS = {circled(number): number for number in range(1, HIGHEST_NUMBER + 1)}
_MARK = re.compile(r"\s*([①-⑳㉑-㉟㊱-㊿]|\(\d{1,3}\))")


@dataclass(frozen=True)
class _Block:
    """A line that begins with a number, and those that follow it up to the next number."""

    number: int
    mark: str
    lines: tuple[str, ...]

    def renamed(self, number: int) -> _Block:
        first = self.lines[0].replace(self.mark, circled(number), 1)
        return _Block(number, circled(number), (first, *self.lines[1:]))


def _parted(text: str) -> tuple[list[str], list[_Block]]:
    """The lines before the first number, and the blocks."""
    head: list[str] = []
    blocks: list[_Block] = []
    for line in text.split("\n") if text else ():
        match = _MARK.match(line)
        number = _NUMBERS.get(match[1]) if match else None
        if match and number is not None:
            blocks.append(_Block(number, match[1], (line,)))
        elif blocks:
            last = blocks[-1]
            blocks[-1] = _Block(last.number, last.mark, (*last.lines, line))
        else:
            head.append(line)
    return head, blocks


def unexplained_numbers(diagram: FlowDiagram, text: str) -> list[int]:
    """The diagram's numbers that no line of the text begins with."""
    explained = {block.number for block in _parted(text)[1]}
    numbers = {edge.number for edge in diagram.edges if edge.number is not None}
    return sorted(numbers - explained)


def with_missing_lines(diagram: FlowDiagram, text: str) -> str:
    """The text with a line for each number that it doesn't explain, in the numbers' order."""
    head, blocks = _parted(text)
    for number in unexplained_numbers(diagram, text):
        blocks.append(_Block(number, circled(number), (_line(diagram, number),)))
    return _joined(head, sorted(blocks, key=lambda block: block.number))


def _line(diagram: FlowDiagram, number: int) -> str:
    """「① 本人から市民課へ、紙で渡す。」 without a verb: what is done there, a person says."""
    ways = []
    for edge in diagram.edges:
        if edge.number == number:
            start, end = (
                joined_lines(diagram.by_id[name].label) for name in (edge.start, edge.end)
            )
            between = f"{start}と{end}の間" if edge.both else f"{start}から{end}へ"
            ways.append(f"{between}（{joined_lines(edge.label)}）" if edge.label else between)
    return f"{circled(number)} {'、'.join(ways)}"


def followed_notes(text: str, before: FlowDiagram, after: FlowDiagram) -> str:
    """The text after the diagram's numbers have changed: each line goes with its arrow. What is
    about an arrow that is gone, or about none, stays as it is at the end.
    """
    new = {(edge.start, edge.end, edge.label): edge.number for edge in after.edges}
    loose = {(edge.start, edge.end): edge.number for edge in after.edges}
    renamed: dict[int, int] = {}
    for edge in before.edges:
        number = new.get((edge.start, edge.end, edge.label), loose.get((edge.start, edge.end)))
        if edge.number is not None and number is not None:
            renamed.setdefault(edge.number, number)
    if all(was == now for was, now in renamed.items()):
        return text
    head, blocks = _parted(text)
    known = [block.renamed(renamed[block.number]) for block in blocks if block.number in renamed]
    others = [block for block in blocks if block.number not in renamed]
    return _joined(head, [*sorted(known, key=lambda block: block.number), *others])


def _joined(head: list[str], blocks: list[_Block]) -> str:
    return "\n".join([*head, *(line for block in blocks for line in block.lines)])
