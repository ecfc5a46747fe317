"""What stands in a template's boxes and isn't the assessment's: taken out before they are filled.

Only what can be nothing but an answer is taken out: a text in its own box, a tick, a word between
brackets. What the form prints stays, and so does whatever stands elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.assessment.model import Assessment
from pia_desktop.excel.importer.box_locator import Box
from pia_desktop.excel.importer.cell_text import is_circle, is_frame
from pia_desktop.excel.importer.checks_reader import options_in
from pia_desktop.excel.importer.form_labels import CIRCLES, fold_label, label_key, strip_number
from pia_desktop.excel.importer.workbook_model import BookCell
from pia_desktop.excel.template_filling.answer_check import same_value
from pia_desktop.excel.template_filling.open_template import OpenTemplate
from pia_desktop.excel.template_filling.printed_ticks import lists_marked_options, without_ticks
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.model import Item
from pia_desktop.forms.outline import occurrence_title
from pia_desktop.forms.values import is_empty

_TICK = re.compile(rf"([\[［])[\s　]*[{''.join(sorted(CIRCLES))}][\s　]*([\]］])")
_SQUARE = re.compile(r"([\[［])[^\[［\]］]{0,200}([\]］])")
_ROUND = re.compile(r"([(（])[^()（）]*([)）])")
_AFTER_COLON = re.compile(r"([:：])[^)）]*([)）]?[\s　]*)$")
_BLANK = r"\1　　\2"

Cleared = tuple[BookCell, str]


def clear_other_answers(assessment: Assessment, template: OpenTemplate) -> bool:
    """Take the answers out of the boxes that show another than the assessment gives."""
    beside = {item.beside: item for item in assessment.form.items if item.beside}
    changed = False
    for box in template.boxes.boxes:
        other = beside.get(box.item.id)
        if box.label.role == "section" and box.numbers:
            for cell, text in _shared(assessment, template, box):
                template.change(box.sheet).set_text(cell.row, cell.column, text)
                changed = True
            continue
        addresses = [box.address]
        if other is not None:
            addresses.append(address_of(other.id, box.numbers))
        if any(_is_other(assessment, template.held, address) for address in addresses):
            for cell, text in _cleared(template, box, other):
                template.change(box.sheet).set_text(cell.row, cell.column, text)
                changed = True
    return changed


def _is_other(assessment: Assessment, held: Assessment, address: str) -> bool:
    value = held.answers.get(address)
    return not is_empty(value) and not same_value(value, assessment.answers.get(address))


def _cleared(template: OpenTemplate, box: Box, beside: Item | None) -> Iterator[Cleared]:
    """The cells of a box with what they say without an answer."""
    features = box.item.features
    if features.pictorial:
        return
    if features.textual:
        yield from _texts(template, box)
    elif features.single_tick:
        yield from _single_tick(template, box)
    elif box.item.kind == "checks":
        yield from _checks(box)
    elif features.has_options or box.item.kind == "yes_no":
        yield from _choice(template, box, beside)
    else:
        yield from _texts(template, box)


def _shared(assessment: Assessment, template: OpenTemplate, box: Box) -> Iterator[Cleared]:
    """On a worksheet for all files: each file's name as it is now, and no text of another time."""
    held, answers = template.held.answers, assessment.answers
    repeat = assessment.form.by_id[box.item.repeats[0]]
    kept, count = (a.count(repeat.id.removesuffix("[]")) for a in (held, answers))
    numbers = {label_key(occurrence_title(held, repeat, (n,))): n for n in range(kept)}
    current = 0 if kept == 1 else -1
    for cell in box.cells:
        named = numbers.get(label_key(cell.text), numbers.get(strip_number(cell.text)))
        if named is not None:
            current = named
            title = occurrence_title(answers, repeat, (named,)) if named < count else ""
            if title != occurrence_title(held, repeat, (named,)):
                yield cell, title
        elif (
            _is_boxed(box, cell)
            and current >= 0
            and _is_other(assessment, template.held, address_of(box.item.id, (current,)))
        ):
            yield cell, ""


def _is_boxed(box: Box, cell: BookCell) -> bool:
    """Whether a text stands in a ruled box, where the worksheet has any: a note doesn't."""
    return cell.framed or not box.sheet.rules


def _texts(template: OpenTemplate, box: Box) -> Iterator[Cleared]:
    geometry = template.geometry(box.sheet)
    area = template.targets.text_area(box)
    areas = [area, *geometry.chain(area, box.cells)]
    last = max(each.bottom for each in areas)
    for cell in box.cells:
        inside = area.top <= cell.row <= last and cell.column >= area.left
        if inside and _is_boxed(box, cell):
            yield cell, ""


def _single_tick(template: OpenTemplate, box: Box) -> Iterator[Cleared]:
    geometry = template.geometry(box.sheet)
    piece = box.tick_within
    if piece:
        yield box.cell, template.targets.exchange(box, without_ticks(piece))
        return
    if _TICK.search(box.cell.text):
        yield box.cell, _TICK.sub(r"\1　\2", box.cell.text, count=1)
        return
    for cell in geometry.left_texts(box.cell):
        if _TICK.search(cell.text):
            yield cell, _TICK.sub(r"\1　\2", cell.text, count=1)
            return
        if is_circle(cell.text):
            yield cell, ""
        elif not is_frame(cell.text):
            return


def _checks(box: Box) -> Iterator[Cleared]:
    remaining = list(box.item.options)
    bracket = False  # whether the option before has brackets to write into
    for cell in box.cells:
        hits = options_in(cell.text, remaining)
        if hits:
            remaining = [o for o in remaining if o not in [hit[0] for hit in hits]]
            bracket = hits[-1][0].bracket != "none"
            text = without_ticks(cell.text)
            if any(inside for _option, _ticked, inside in hits):
                text = _ROUND.sub(_BLANK, text)
            if text != cell.text:
                yield cell, text
        elif _TICK.fullmatch(cell.text.strip()):
            yield cell, _TICK.sub(r"\1　\2", cell.text)
        elif is_circle(cell.text):
            yield cell, ""
        elif bracket and not is_frame(cell.text):
            yield cell, _inside(cell.text)


def _choice(template: OpenTemplate, box: Box, beside: Item | None) -> Iterator[Cleared]:
    area = template.targets.text_area(box)
    opened = in_bracket = False
    row = 0
    words = (
        label_key(beside.label.removeprefix(box.item.label).rpartition(" )")[0]) if beside else ""
    )
    listed = [cell for cell in box.cells if lists_marked_options(cell.text, box.item.options)]
    yield from ((cell, without_ticks(cell.text)) for cell in listed)
    for cell in [cell for cell in box.cells if cell not in listed]:
        if cell.row != row:
            row, opened = cell.row, False
        plain = fold_label(cell.text)
        if beside and words and label_key(cell.text).startswith(words):
            in_bracket = True
            text = _AFTER_COLON.sub(r"\1　　\2", cell.text)
            if text != cell.text and label_key(text) != label_key(cell.text):
                yield cell, text
        elif beside and plain.startswith("("):
            in_bracket = True
            if _ROUND.search(cell.text) and label_key(_ROUND.sub("", cell.text)) in ("", "件"):
                yield cell, _ROUND.sub(_BLANK, cell.text)
        elif in_bracket and plain.startswith(")"):
            in_bracket = False
        elif in_bracket or (opened and plain != "]"):
            yield cell, ""
        elif plain.startswith("[") and plain.endswith("]") and len(plain) > 2:
            yield cell, _SQUARE.sub(_BLANK, cell.text)
        elif (cell.row, cell.column) == (area.top, area.left) and not is_frame(cell.text):
            yield cell, ""
        opened = plain == "["


def _inside(text: str) -> str:
    """The text of a cell that stands between brackets, without what isn't one."""
    return _ROUND.sub(_BLANK, text) if _ROUND.fullmatch(text.strip()) else ""
