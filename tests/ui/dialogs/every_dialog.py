"""One of each dialog, with made-up words that are as long as they get."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from pia_desktop.assessment import Assessment
from pia_desktop.assessment.autosave import UnsavedWork, WorkOrigin
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.notes import Note
from pia_desktop.changes.history import version_history
from pia_desktop.changes.state_comparison import NamedDifference
from pia_desktop.checks import Finding, check
from pia_desktop.errors import FileError, UncertainFormError
from pia_desktop.excel.importer import ImportedWorkbook
from pia_desktop.excel.template_filling import TemplateGap, TemplateWorkbook
from pia_desktop.files.lock_file import LockedError, LockHolder
from pia_desktop.forms import outline
from pia_desktop.ledger.batch import BatchOutcome
from pia_desktop.ledger.run_record import RunRecord
from ui.dialogs.about import AboutDialog
from ui.dialogs.approval import ApprovalDialog
from ui.dialogs.backups import BackupsDialog, BackupState
from ui.dialogs.base import Dialog
from ui.dialogs.changes import ChangesDialog
from ui.dialogs.choose_place import ChoosePlaceDialog
from ui.dialogs.compare import CompareDialog
from ui.dialogs.confirm_finding import ConfirmFindingDialog
from ui.dialogs.copy_from import CopyFromDialog
from ui.dialogs.export_done import ExportDoneDialog
from ui.dialogs.file_locked import LockedDialog
from ui.dialogs.keys import KeysDialog
from ui.dialogs.leftovers import LeftoversDialog
from ui.dialogs.manual import ManualDialog
from ui.dialogs.messages import (
    ConfirmClearDialog,
    ConfirmDialog,
    ConfirmRemoveDialog,
    ErrorDialog,
    UnsavedDialog,
)
from ui.dialogs.new_assessment import NewAssessmentDialog
from ui.dialogs.no_version import NoVersionDialog
from ui.dialogs.not_saved import NotSavedDialog
from ui.dialogs.note import NoteDialog
from ui.dialogs.open_findings import OpenFindingsDialog
from ui.dialogs.publish import PublishDialog
from ui.dialogs.recovery import ConfirmDiscardDialog, RecoverableWork, RecoveryDialog
from ui.dialogs.replace_all import ReplaceAllDialog
from ui.dialogs.review import ReviewDialog
from ui.dialogs.sample import SampleDialog
from ui.dialogs.save_failed import ConflictDialog, SaveFailedDialog
from ui.dialogs.template import TemplateDialog
from ui.dialogs.template_gaps import TemplateGapsDialog
from ui.dialogs.undecided import UndecidedDialog
from ui.dialogs.upgrade import UpgradeDialog
from ui.dialogs.versions import VersionsDialog
from ui.dialogs.workbook_import import FormQuestion, ImportDialog
from ui.ledger.errand_dialogs import ExportChoice, ListKind, SubmissionDialog
from ui.ledger.phrases_dialog import PhraseName, PhrasesDialog, PhraseTarget, PhraseUpdateDialog
from ui.ledger.replace_dialog import ReplaceDialog
from ui.ledger.reports import BatchReport, RunList, RunReport
from ui.menus import command_keys

LONG = "青空町における児童手当の支給に関する事務で用いる特定個人情報ファイルの取扱い"
PATH = Path("/共有/情報政策課/特定個人情報保護評価/令和8年度") / f"{LONG}（案）.pia"
MOMENT = datetime(2026, 4, 1, 17, 5).astimezone()
DIFFERENCES = [NamedDifference(f"②事務の内容{n}", LONG, LONG * 3, LONG * 4) for n in range(12)]
LEFTOVERS = [
    Leftover("児童手当.xlsx", f"Ⅱファイルの概要 B{n}", LONG * (1 + n % 3), "business.name")
    for n in range(12)
]
HOLDER = LockHolder(user="青空 花子", pc="KIKAKU-0123", since="2026-04-01T09:00:00+09:00")

MakeDialog = Callable[[QWidget, Document], Dialog]


def prepare(document: Document) -> Document:
    """The document as the dialogs show most of: published twice, with leftovers and findings."""
    document.set("business.content", f"{LONG}。●●を実施する。")
    document.set("cover.publication_date", "令和7年2月30日")
    document.publish("令和7年5月1日")
    document.set("business.name", f"{LONG}に関する事務")
    document.set("files[0].name", LONG)
    document.publish("令和8年5月1日")
    document.set("business.content", LONG * 5)
    document.assessment.leftovers.extend(LEFTOVERS)
    return document


def _findings(document: Document) -> list[Finding]:
    return check(document.assessment, MOMENT.date())


def _copy(parent: QWidget, document: Document) -> Dialog:
    page = outline.page_of(outline.wizard_pages(document.answers), "files[0].kind")
    assert page is not None
    return CopyFromDialog(document.assessment, page, "files[0].kind", 0, lambda: None, parent)


EVERY_DIALOG: dict[str, MakeDialog] = {
    "about": lambda parent, _: AboutDialog(parent),
    "approval": lambda parent, d: ApprovalDialog(
        "課長,部長,副町長,町長", d.assessment.versions, parent, findings=_findings(d), proposal=LONG
    ),
    "backups": lambda parent, d: BackupsDialog(
        [BackupState(MOMENT, 198_000, d.assessment, DIFFERENCES)] * 4, PATH.name, parent
    ),
    "batch_report": lambda parent, _: BatchReport(
        "評価書を書き出しました",
        [BatchOutcome(PATH, reason=LONG), BatchOutcome(PATH, (PATH,))],
        parent,
    ),
    "changes": lambda parent, d: ChangesDialog(d.assessment, parent),
    "choose_place": lambda parent, d: ChoosePlaceDialog(
        [(p.address, p.name) for p in d.answers.places()], "", parent
    ),
    "compare": lambda parent, _: CompareDialog(DIFFERENCES, "あなたの内容", "控えの内容", parent),
    "confirm_clear": lambda parent, _: ConfirmClearDialog(213, parent),
    "confirm_discard": lambda parent, _: ConfirmDiscardDialog(PATH.name, parent),
    "confirm_finding": lambda parent, d: ConfirmFindingDialog(_findings(d)[-1], parent),
    "confirm": lambda parent, _: ConfirmDialog("文例を消しますか。", LONG * 2, "消す", parent),
    "confirm_remove": lambda parent, _: ConfirmRemoveDialog(LONG, LONG * 4, parent),
    "conflict": lambda parent, _: ConflictDialog(str(PATH), parent, modified=True),
    "copy_from": _copy,
    "error": lambda parent, _: ErrorDialog(FileError(LONG, f"{LONG}。"), parent),
    "export_choice": lambda parent, _: ExportChoice(12, parent),
    "export_done": lambda parent, d: ExportDoneDialog(PATH, _findings(d), 12, parent, left_out=3),
    "form_question": lambda parent, _: FormQuestion(
        PATH, UncertainFormError(f"{LONG}。", f"{LONG}。"), parent
    ),
    "import": lambda parent, d: ImportDialog(
        PATH.with_suffix(".xlsx"),
        ImportedWorkbook(Assessment(d.answers, leftovers=LEFTOVERS), 412, [LONG, f"{LONG}。"]),
        parent,
    ),
    "keys": lambda parent, _: KeysDialog(command_keys(), parent),
    "leftovers": lambda parent, d: LeftoversDialog(d, lambda _address: None, parent),
    "list_kind": lambda parent, _: ListKind(parent),
    "locked": lambda parent, _: LockedDialog(LockedError(PATH, HOLDER, stale=False), parent),
    "locked_stale": lambda parent, _: LockedDialog(LockedError(PATH, HOLDER, stale=True), parent),
    "manual": lambda parent, _: ManualDialog(parent),
    "new": lambda parent, _: NewAssessmentDialog(parent),
    "no_version": lambda parent, _: NoVersionDialog(parent),
    "not_saved": lambda parent, _: NotSavedDialog("令和8年5月1日 公表", parent),
    "note": lambda parent, _: NoteDialog(
        LONG, Note(LONG, "business.name", by="情報政策課"), parent, is_new=False
    ),
    "open_findings": lambda parent, d: OpenFindingsDialog(_findings(d), parent),
    "phrase_name": lambda parent, _: PhraseName(LONG * 3, ["保存期間", "再委託"] * 8, parent),
    "phrase_update": lambda parent, _: PhraseUpdateDialog("保存期間", [], 3, parent),
    "phrases": lambda parent, _: PhrasesDialog(
        PhraseTarget("business.name", "", LONG, LONG), parent
    ),
    "publish": lambda parent, d: PublishDialog(d.assessment, parent),
    "recovery": lambda parent, d: RecoveryDialog(
        [RecoverableWork(UnsavedWork(PATH, WorkOrigin(PATH), MOMENT), d.assessment, DIFFERENCES)]
        * 3,
        parent,
    ),
    "replace": lambda parent, _: ReplaceDialog(lambda _change: [], parent),
    "replace_all": lambda parent, _: ReplaceAllDialog(
        "「税務課」を「収納課」に置き換えます。", [(LONG, 3), (LONG, 1)] * 6, 4, parent
    ),
    "review": lambda parent, _: ReviewDialog(parent),
    "run_list": lambda parent, _: RunList(
        [RunRecord("1", MOMENT.isoformat(), LONG, str(PATH))], parent
    ),
    "run_report": lambda parent, _: RunReport(
        RunRecord("1", MOMENT.isoformat(), LONG, str(PATH)), parent
    ),
    "sample": lambda parent, _: SampleDialog(parent),
    "save_failed": lambda parent, _: SaveFailedDialog(FileError(LONG, f"{LONG}。"), parent),
    "submission": lambda parent, d: SubmissionDialog(
        d.assessment.title, "誤り2件、警告3件", [LONG] * 4, lambda: None, parent
    ),
    "template": lambda parent, _: TemplateDialog(
        [TemplateWorkbook(PATH.with_suffix(".xlsx"), "様式4")] * 3, "様式4", lambda _p: None, parent
    ),
    "template_gaps": lambda parent, d: TemplateGapsDialog(
        PATH.name,
        [TemplateGap(p.address, p.name, LONG) for p in [*d.answers.places()][:9]],
        d.answers,
        parent,
    ),
    "undecided": lambda parent, _: UndecidedDialog([LONG] * 5, parent),
    "unsaved": lambda parent, _: UnsavedDialog([LONG] * 5, parent),
    "upgrade": lambda parent, d: UpgradeDialog(d.assessment, parent),
    "versions": lambda parent, d: VersionsDialog(
        d.assessment, version_history(d.assessment), parent
    ),
}
