"""Every command of the window, once: its name, text and keys, when it can be used, what it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from pia_desktop.assessment.document import Document
from ui.controllers.assembly import Controllers

EnabledWhen: TypeAlias = Callable[[Document | None], bool]


def always(_document: Document | None) -> bool:
    """It can be used without a document."""
    return True


def with_document(document: Document | None) -> bool:
    """It can be used while a document is open."""
    return document is not None


def with_undo(document: Document | None) -> bool:
    """There is a step to take back."""
    return document is not None and bool(document.undo_name)


def with_redo(document: Document | None) -> bool:
    """There is a step that was taken back."""
    return document is not None and bool(document.redo_name)


class Command(NamedTuple):
    """One command. `short` is its text in the tool bar. `target` names what it would act on, which
    is shown behind its text; `checked` tells at the start whether its tick is set.
    """

    name: str
    text: str
    run: Callable[[Controllers], object]
    keys: tuple[str, ...] = ()
    enabled_when: EnabledWhen = with_document
    short: str = ""
    icon: str = ""
    target: Callable[[Document], str] | None = None
    checked: Callable[[Controllers], bool] | None = None


WINDOW_COMMANDS = (
    Command(
        "action_new",
        "新規(&N)…",
        lambda controllers: controllers.documents.new(),
        ("Ctrl+N",),
        always,
        short="新規",
        icon="new",
    ),
    Command(
        "action_open",
        "開く(&O)…",
        lambda controllers: controllers.documents.open(),
        ("Ctrl+O",),
        always,
        short="開く",
        icon="open",
    ),
    Command(
        "action_ledger",
        "台帳（すべての評価書）(&L)…",
        lambda controllers: controllers.ledger.show(),
        ("F10",),
        always,
        icon="ledger",
    ),
    Command(
        "action_import",
        "Excelを取り込む(&I)…",
        lambda controllers: controllers.import_upgrade.import_workbook(),
        enabled_when=always,
        icon="import-xlsx",
    ),
    Command(
        "action_continue_import",
        "続きのExcelを取り込む(&T)…",
        lambda controllers: controllers.import_upgrade.continue_import(),
    ),
    Command(
        "action_upgrade",
        "様式を改める(&C)…",
        lambda controllers: controllers.import_upgrade.upgrade(),
    ),
    Command(
        "action_sample",
        "記入例を開く(&E)…",
        lambda controllers: controllers.documents.open_sample(),
        enabled_when=always,
    ),
    Command(
        "action_save",
        "上書き保存(&S)",
        lambda controllers: controllers.documents.save(),
        ("Ctrl+S",),
        short="保存",
        icon="save",
    ),
    Command(
        "action_save_as",
        "名前を付けて保存(&A)…",
        lambda controllers: controllers.documents.save_as(),
        ("Ctrl+Shift+S",),
        icon="save-as",
    ),
    Command(
        "action_backups",
        "以前の保存に戻す(&B)…",
        lambda controllers: controllers.recovery.show_backups(),
    ),
    Command(
        "action_left",
        "残っている作業(&G)…",
        lambda controllers: controllers.recovery.show_left(),
        enabled_when=always,
    ),
    Command(
        "action_export_xlsx",
        "Excelに出す(&X)…",
        lambda controllers: controllers.export.export_xlsx(),
        ("Ctrl+E",),
        short="Excel",
        icon="export-xlsx",
    ),
    Command(
        "action_export_template",
        "団体のExcelに記入して出す(&M)…",
        lambda controllers: controllers.export.export_template(),
    ),
    Command(
        "action_export_pdf",
        "PDFに出す(&D)…",
        lambda controllers: controllers.export.export_pdf(),
        ("Ctrl+D",),
        short="PDF",
        icon="export-pdf",
    ),
    Command(
        "action_diagram_svg",
        "流れ図をSVGに出す(&S)…",
        lambda controllers: controllers.diagram.export_svg(),
    ),
    Command(
        "action_diagram_png",
        "流れ図をPNGに出す(&N)…",
        lambda controllers: controllers.diagram.export_png(),
    ),
    Command(
        "action_diagram_pdf",
        "流れ図をPDFに出す(&D)…",
        lambda controllers: controllers.diagram.export_pdf(),
    ),
    Command(
        "action_diagram",
        "流れ図を作る・開く(&F)",
        lambda controllers: controllers.diagram.show(),
    ),
    Command(
        "action_diagram_annex",
        "流れ図を別紙に入れる(&B)…",
        lambda controllers: controllers.diagram.put_in_annex(),
    ),
    Command(
        "action_risk_list_pdf",
        "リスク対策一覧をPDFに出す(&K)…",
        lambda controllers: controllers.export.export_risk_list(),
    ),
    Command(
        "action_print",
        "印刷(&P)…",
        lambda controllers: controllers.export.print(),
        ("Ctrl+P",),
        short="印刷",
        icon="print",
    ),
    Command(
        "action_quit",
        "終了(&Q)",
        lambda controllers: controllers.quit_program(),
        ("Ctrl+Q",),
        always,
    ),
    Command(
        "action_undo",
        "元に戻す(&U)",
        lambda controllers: controllers.editing.undo(),
        ("Ctrl+Z",),
        with_undo,
        short="元に戻す",
        icon="undo",
        target=lambda document: document.undo_name,
    ),
    Command(
        "action_redo",
        "やり直し(&R)",
        lambda controllers: controllers.editing.redo(),
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        with_redo,
        short="やり直し",
        icon="redo",
        target=lambda document: document.redo_name,
    ),
    Command(
        "action_cut",
        "切り取り(&T)",
        lambda controllers: controllers.clipboard.cut(),
        ("Ctrl+X",),
    ),
    Command(
        "action_copy",
        "コピー(&C)",
        lambda controllers: controllers.clipboard.copy(),
        ("Ctrl+C",),
    ),
    Command(
        "action_paste",
        "貼り付け(&P)",
        lambda controllers: controllers.clipboard.paste(),
        ("Ctrl+V",),
    ),
    Command(
        "action_select_all",
        "すべて選択(&A)",
        lambda controllers: controllers.clipboard.select_all(),
        ("Ctrl+A",),
    ),
    Command(
        "action_find",
        "検索(&F)…",
        lambda controllers: controllers.search.find(),
        ("Ctrl+F",),
        short="検索",
        icon="find",
    ),
    Command(
        "action_find_next",
        "次を検索(&N)",
        lambda controllers: controllers.search.next(),
        ("F3",),
    ),
    Command(
        "action_find_previous",
        "前を検索(&V)",
        lambda controllers: controllers.search.previous(),
        ("Shift+F3",),
    ),
    Command(
        "action_replace",
        "置換(&H)…",
        lambda controllers: controllers.search.replace(),
        ("Ctrl+H",),
    ),
    Command(
        "action_copy_from",
        "ほかのファイルから写す(&W)…",
        lambda controllers: controllers.copy_from.ask(),
    ),
    Command(
        "action_phrases",
        "文例(&X)…",
        lambda controllers: controllers.phrases.show(),
        ("Ctrl+Shift+B",),
    ),
    Command(
        "action_leftovers",
        "取込記録(&L)…",
        lambda controllers: controllers.import_upgrade.show_leftovers(),
    ),
    Command(
        "action_back",
        "前のページ(&B)",
        lambda controllers: controllers.view.back(),
        ("Alt+Left", "Ctrl+PgUp"),
        icon="back",
    ),
    Command(
        "action_next",
        "次のページ(&N)",
        lambda controllers: controllers.view.next(),
        ("Alt+Right", "Ctrl+PgDown"),
        icon="next",
    ),
    Command(
        "action_pages",
        "ページを探す(&J)",
        lambda controllers: controllers.view.filter_pages(),
        ("Ctrl+J",),
    ),
    Command(
        "action_overview",
        "全体(&W)",
        lambda controllers: controllers.view.show_overview(),
        ("Alt+Home",),
    ),
    Command(
        "action_risks",
        "リスク対策一覧(&R)",
        lambda controllers: controllers.view.show_risks(),
    ),
    Command(
        "action_help_pane",
        "ヘルプ欄(&H)",
        lambda controllers: controllers.view.toggle_help(),
        ("F2",),
        icon="help",
        checked=lambda controllers: controllers.view.help_open,
    ),
    Command(
        "action_larger",
        "文字を大きく(&L)",
        lambda controllers: controllers.view.larger(),
        ("Ctrl++", "Ctrl+;"),
        always,
    ),
    Command(
        "action_smaller",
        "文字を小さく(&S)",
        lambda controllers: controllers.view.smaller(),
        ("Ctrl+-",),
        always,
    ),
    Command(
        "action_compare",
        "新旧対照表（比較）(&D)…",
        lambda controllers: controllers.comparison.compare(),
        ("F9",),
        short="比較",
        icon="compare",
    ),
    Command(
        "action_check",
        "点検(&C)",
        lambda controllers: controllers.findings.show(),
        ("Ctrl+F7",),
        short="点検",
        icon="check",
    ),
    Command(
        "action_next_finding",
        "次の指摘へ(&N)",
        lambda controllers: controllers.finding_steps.next_finding(),
        ("F7",),
    ),
    Command(
        "action_previous_finding",
        "前の指摘へ(&P)",
        lambda controllers: controllers.finding_steps.previous_finding(),
        ("Shift+F7",),
    ),
    Command(
        "action_unfilled",
        "未記入の項目(&M)",
        lambda controllers: controllers.finding_steps.show_unfilled(),
        ("Ctrl+F8",),
    ),
    Command(
        "action_next_unfilled",
        "次の未記入へ(&E)",
        lambda controllers: controllers.finding_steps.next_unfilled(),
        ("F8",),
    ),
    Command(
        "action_previous_unfilled",
        "前の未記入へ(&R)",
        lambda controllers: controllers.finding_steps.previous_unfilled(),
        ("Shift+F8",),
    ),
    Command(
        "action_note",
        "この項目にメモ(&O)…",
        lambda controllers: controllers.notes.write(),
        ("Ctrl+M",),
        icon="note",
    ),
    Command(
        "action_notes",
        "メモの一覧(&K)",
        lambda controllers: controllers.notes.show(),
        ("Ctrl+Shift+M",),
    ),
    Command(
        "action_changes",
        "変更箇所を作る(&C)…",
        lambda controllers: controllers.publication.make_changes(),
    ),
    Command(
        "action_publish",
        "公表版として確定(&P)…",
        lambda controllers: controllers.publication.publish(),
    ),
    Command(
        "action_versions",
        "公表版の一覧(&L)…",
        lambda controllers: controllers.publication.show_versions(),
    ),
    Command(
        "action_review", "見直しを記録(&R)…", lambda controllers: controllers.publication.review()
    ),
    Command(
        "action_submission",
        "提出用フォルダーを作る(&F)…",
        lambda controllers: controllers.submission.make_folder(),
    ),
    Command(
        "action_schedule",
        "変更までの期限をカレンダーに出す(&I)…",
        lambda controllers: controllers.submission.write_schedule(),
    ),
    Command(
        "action_manual",
        "マニュアル(&M)",
        lambda controllers: controllers.help.show_manual(),
        ("F1",),
        always,
        icon="help",
    ),
    Command(
        "action_keys",
        "キーの一覧(&K)",
        lambda controllers: controllers.help.show_keys(),
        ("Ctrl+?", "Ctrl+/"),
        always,
    ),
    Command(
        "action_about",
        "このプログラムについて(&A)",
        lambda controllers: controllers.help.show_about(),
        enabled_when=always,
    ),
)
