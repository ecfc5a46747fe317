"""The 決裁 page: what is to be approved, by whom, and what the assessment says in short."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from pia_desktop.assessment.model import Assessment
from pia_desktop.changes.summary import ChangeSummary, UnlistedChanges, ValuePair
from pia_desktop.checks import Severity, check
from pia_desktop.errors import ExportError
from pia_desktop.sheets.grid import PORTRAIT_WIDTH
from pia_desktop.sheets.model import UNIT_MM, Block, Cell, Look, Part, Role, Sheet, SheetRow
from pia_desktop.sheets.pagination import paginate
from pia_desktop.sheets.text_metrics import Measure

MAX_TITLES = 10
_FRAME = "tblr"
_LABEL = 8
_STAMP = 4  # 20 mm
_STAMP_HEIGHT = _STAMP * UNIT_MM * 72 / 25.4
_STAMPS_A_ROW = PORTRAIT_WIDTH // _STAMP
_SUBJECTS, _THRESHOLD, _CHANGES = "対象人数", "しきい値判断結果", "変更箇所"
# So many names of important changes are listed at most.
_LISTED = 8
# So many characters stand in two lines of the list.
_NAME = 72
# What may be typed, by its name, and what stands there to be filled in by hand otherwise.
DRAFTING_ENTRIES = {
    "number": "文書番号",
    "retention": "保存期間",
    "drafted": "起案年月日",
    "decided": "決裁年月日",
    "effective": "施行年月日",
    "phone": "電話",
    "section": "所属",
    "post": "職",
    "drafter": "氏名",
}
_DAY_BY_HAND = "令和　　　年　　　月　　　日"
_BY_HAND = {
    "number": "第　　　　　　　　号",
    "retention": "　　　　年",
    "drafted": _DAY_BY_HAND,
    "decided": _DAY_BY_HAND,
    "effective": _DAY_BY_HAND,
    "phone": "　　　　　　（内線　　　　）",
}
# The boxes of 起案者 behind its label: each label's and each text's width.
_DRAFTER = (("section", 3, 9), ("post", 2, 5), ("drafter", 3, 6))


def titles_of(text: str) -> tuple[str, ...]:
    """The titles in 「課長,係長,担当」, or ExportError where they are none or too many."""
    titles = tuple(part.strip() for part in text.replace("、", ",").split(","))
    if not 1 <= len(titles) <= MAX_TITLES or "" in titles:
        raise ExportError(
            f"決裁欄の役職「{text}」を読めません。",
            f"1から{MAX_TITLES}までの役職を「課長,係長,担当」のように区切って書いてください。",
        )
    return titles


def approval_sheet(
    assessment: Assessment,
    titles: tuple[str, ...],
    summary: ChangeSummary | None = None,
    listed: int = _LISTED,
    unlisted: UnlistedChanges | None = None,
    *,
    consulted: tuple[str, ...] = (),
    proposal: str = "",
    entries: Mapping[str, str] | None = None,
) -> Sheet:
    """The 起案用紙 with a stamp box for each title, the first at the left, and one for each that is
    `consulted` (合議). `proposal` is the 伺い文, a usual one where it is empty; `entries` are texts
    for what DRAFTING_ENTRIES names, the rest is to be written by hand.

    With a summary it says what changed, of the important changes the names of so many as `listed`.
    `unlisted` are the changes that 変更箇所 lacks, where there is no summary to say so.
    """
    answers, form = assessment.answers, assessment.form
    name = answers.get("cover.name") or form.title
    number = answers.get("cover.number") or ""
    files = [answers.get(f"files[{number}].name") or "" for number in range(answers.count("files"))]
    written = _BY_HAND | {key: text for key, text in (entries or {}).items() if text}
    blocks = [
        Block(
            (SheetRow((Cell(0, PORTRAIT_WIDTH, "起案用紙", Look.TITLE),), height=30.0),),
            mark=(0, "決裁"),
        ),
        *(
            _pair(*((DRAFTING_ENTRIES[key], written[key]) for key in keys))
            for keys in (("number", "retention"), ("drafted", "decided"), ("effective", "phone"))
        ),
        _drafter(written),
        _line("件名", f"{name}について", height=22.0),
        _line("伺い", proposal or usual_proposal(assessment), height=30.0),
        _gap(),
        *_stamps(titles, consulted),
        _gap(),
        Block(
            (SheetRow((Cell(0, PORTRAIT_WIDTH, "評価書の概要", Look.HEADING, _FRAME),)),),
            keep_next=True,
        ),
        _line("評価書番号・評価書名", "　".join(filter(None, (number, name)))),
        _pair(("様式", form.display_name), ("評価実施\n機関名", answers.get("cover.agency") or "")),
        _line("特定個人情報ファイル", f"{len(files)}件\n" + "\n".join(files)),
        _line("点検の結果", _checked(assessment)),
    ]
    if summary is None:
        blocks += [
            _line(_SUBJECTS, answers.get("business.subject_count") or ""),
            _line(_THRESHOLD, answers.get("procedure.threshold") or ""),
            _line(_CHANGES, _with_unlisted(f"{answers.count('changes')}件", unlisted)),
        ]
    else:
        blocks += _summary(summary, listed)
    return Sheet("決裁", tuple(range(PORTRAIT_WIDTH + 1)), tuple(blocks))


def fitted_approval_sheet(
    assessment: Assessment,
    titles: tuple[str, ...],
    summary: ChangeSummary,
    measure: Measure,
    *,
    consulted: tuple[str, ...] = (),
    proposal: str = "",
    entries: Mapping[str, str] | None = None,
) -> Sheet:
    """The page with as many names of important changes as it has room for."""
    make = partial(
        approval_sheet,
        assessment,
        titles,
        summary,
        consulted=consulted,
        proposal=proposal,
        entries=entries,
    )
    for listed in range(min(_LISTED, len(summary.important)), 0, -1):
        sheet = make(listed)
        if len(paginate(sheet, measure)) == 1:
            return sheet
    return make(0)


def usual_proposal(assessment: Assessment) -> str:
    """The 伺い文 as it is usually written."""
    name = assessment.answers.get("cover.name") or assessment.form.title
    return f"「{name}」を別添のとおり公表してよろしいか伺います。"


def _summary(summary: ChangeSummary, listed: int) -> list[Block]:
    """「変更の概要」: what the one who decides wants to know of a change."""
    important = len(summary.important)
    names = [f"・{_shortened(name)}" for name in summary.important[:listed]]
    more = [f"ほか{important - listed}件"] if names and important > listed else []
    return [
        _gap(),
        Block(
            (SheetRow((Cell(0, PORTRAIT_WIDTH, "変更の概要", Look.HEADING, _FRAME),)),),
            keep_next=True,
        ),
        _line("変更した項目", f"{summary.since}から {summary.changed}件"),
        _line("うち重要な変更の対象\n（※の項目）", "\n".join((f"{important}件", *names, *more))),
        _line(_SUBJECTS, _before_and_after(summary.subjects)),
        _line(_THRESHOLD, _before_and_after(summary.threshold)),
        _line(
            _CHANGES,
            _with_unlisted(
                f"{summary.rows}件（うち今回の追加 {summary.rows_added}件）", summary.unlisted
            ),
        ),
    ]


def _with_unlisted(rows: str, unlisted: UnlistedChanges | None) -> str:
    """How many rows there are, and what the table lacks."""
    if unlisted is None or not unlisted.count:
        return rows
    undecided = f"（うち提出時期が要判断 {unlisted.undecided}件）" if unlisted.undecided else ""
    return f"{rows}\n変更箇所にまだない変更が {unlisted.count}件あります{undecided}"


def _before_and_after(pair: ValuePair) -> str:
    """One text where nothing changed, else a line each."""
    before, after = (text or "（記載なし）" for text in pair)
    if before != after:
        return f"変更前：{before}\n変更後：{after}"
    return f"{after}（変更なし）" if pair[1] else after


def _shortened(name: str) -> str:
    """A name of two lines at most: its beginning says where the item is, its end which it is."""
    half = _NAME // 2
    return name if len(name) <= _NAME else f"{name[:half].rstrip()}…{name[-half:].lstrip()}"


def _checked(assessment: Assessment) -> str:
    """「点検：誤り0件、確認済み3件」."""
    findings = check(assessment, date.today())
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    confirmed = sum(finding.confirmed is not None for finding in findings)
    return f"点検：誤り{errors}件、確認済み{confirmed}件"


def _line(label: str, text: str, height: float = 18.0) -> Block:
    cells = (
        Cell(0, _LABEL, label, Look.BAR, _FRAME, reads_as=Role.LABEL),
        Cell(_LABEL, PORTRAIT_WIDTH - _LABEL, text, Look.LABEL, _FRAME, part=Part.TEXT),
    )
    return Block((SheetRow(cells, height=height),))


def _drafter(written: Mapping[str, str]) -> Block:
    """起案者: boxes side by side, each with its label."""
    cells = [Cell(0, _LABEL, "起案者", Look.BAR, _FRAME, reads_as=Role.ROW)]
    for key, label, width in _DRAFTER:
        left = cells[-1].right
        cells.append(Cell(left, label, DRAFTING_ENTRIES[key], Look.BAR, _FRAME, reads_as=Role.TEXT))
        text = written.get(key, "")
        cells.append(Cell(left + label, width, text, Look.LABEL, _FRAME, part=Part.TEXT))
    return Block((SheetRow(tuple(cells), height=24.0),))


def _pair(left: tuple[str, str], right: tuple[str, str]) -> Block:
    """Two boxes side by side, each with its label."""
    half = PORTRAIT_WIDTH // 2
    cells = []
    for start, (label, text) in ((0, left), (half, right)):
        cells.append(Cell(start, _LABEL, label, Look.BAR, _FRAME, reads_as=Role.ROW))
        cells.append(Cell(start + _LABEL, half - _LABEL, text, Look.LABEL, _FRAME, part=Part.TEXT))
    return Block((SheetRow(tuple(cells), height=20.0),))


def _stamps(titles: tuple[str, ...], consulted: tuple[str, ...]) -> list[Block]:
    """The boxes of those who decide, then of those who are consulted; where nobody is named, there
    is room for them beside the others.
    """
    boxes = [*titles, *(f"合議\n{title}" for title in consulted)]
    lines = -(-len(boxes) // _STAMPS_A_ROW)
    a_row = -(-len(boxes) // lines)
    blocks = []
    for first in range(0, len(boxes), a_row):
        here = [(title, _STAMP) for title in boxes[first : first + a_row]]
        free = PORTRAIT_WIDTH - _STAMP * len(here)
        if not consulted and free >= _STAMP and first + a_row >= len(boxes):
            here.append(("合議", free))
        blocks.append(_stamp_row(here))
    return blocks


def _stamp_row(boxes: list[tuple[str, int]]) -> Block:
    """Boxes with their titles and widths."""
    names, stamps, left = [], [], 0
    for title, width in boxes:
        names.append(Cell(left, width, title, Look.TABLE_HEAD, _FRAME))
        stamps.append(Cell(left, width, "", Look.PLAIN, _FRAME))
        left += width
    return Block((SheetRow(tuple(names)), SheetRow(tuple(stamps), height=_STAMP_HEIGHT)))


def _gap() -> Block:
    return Block((SheetRow((Cell(0, PORTRAIT_WIDTH),), height=8.0),))
