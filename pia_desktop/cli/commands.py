"""Every command of the command line: its name, its help, its arguments, and what it does.

The window reads the names alone: nothing here loads argparse or what a command works with.
"""

from __future__ import annotations

from pathlib import Path

from pia_desktop.cli import (
    answers,
    batch,
    check,
    comparison,
    conversion,
    diagram,
    export,
    forms,
    ledger,
    phrases,
    publication,
    replacement,
)
from pia_desktop.cli.command import Argument, Subcommand

_FORM = Argument("form", "様式と版のID（forms で一覧）", "FORM")
_FILE = Argument("file", "評価書のファイル", "FILE.pia", Path)
_STATE = Argument("file", "評価書のファイル（公表版は FILE.pia@1）", "FILE.pia", Path)
_OUT = Argument("out", "書き出す評価書のファイル", "OUT.pia", Path)
_ANSWERS = Argument("answers", "回答のJSONファイル", "ANSWERS.json", Path)
_XLSX = Argument("--xlsx", "書き出すExcelのファイル", "OUT", Path)
_PDF = Argument("--pdf", "書き出すPDFのファイル", "OUT", Path)
_JSON = Argument("--json", "JSONで表示する")
_NOTE = Argument("--note", "メモ", "メモ", default="")
_FOLDER = Argument("folder", "評価書のあるフォルダー（その下も見る）", "FOLDER", Path)
_APPLY = Argument("--apply", "書き換える（省くと、書き換えずに一覧だけを出す）")
# How the rows of 変更箇所 are to be written.
_ROWS = (
    Argument("--date", "変更箇所の変更日（省くと今日）", "令和8年4月1日"),
    Argument("--timing", "すべての行の提出時期の判断（省くと、※の項目は入れない）", "判断"),
    Argument("--reason", "提出時期に係る説明（--timing は事前か事後）", "TEXT"),
)
_BY = Argument("--by", "確定した人", "確定した人", default="")

COMMANDS: dict[str, Subcommand] = {
    command.name: command
    for command in (
        Subcommand("forms", "様式と版の一覧", (), forms.run_forms),
        Subcommand("items", "様式の項目の一覧（TSV）", (_FORM,), forms.run_items),
        Subcommand("new", "新しい評価書", (_FORM, _OUT), answers.run_new),
        Subcommand("fill", "評価書に回答（JSON）を記入する", (_FILE, _ANSWERS), answers.run_fill),
        Subcommand(
            "from-json", "回答（JSON）から評価書を作る", (_ANSWERS, _OUT), answers.run_from_json
        ),
        Subcommand(
            "dump",
            "評価書の回答をJSONで表示する",
            (_STATE, Argument("--figures", "図を書き出すフォルダー", "DIR", Path)),
            answers.run_dump,
        ),
        Subcommand(
            "export",
            "評価書をExcelやPDFに出す",
            (
                _STATE,
                _XLSX,
                _PDF,
                Argument("--approval", "PDFに付ける決裁欄の職名", "課長,係長,担当"),
                Argument("--consulted", "起案用紙に合議の欄を設ける職名", "総務課長,財政課長"),
                Argument("--proposal", "起案用紙の伺い文（省くと標準の文）", "TEXT"),
                Argument(
                    "--entry",
                    "起案用紙に書く事項（文書番号、起案年月日、氏名など。省くと手で書く欄）",
                    "欄=値",
                    repeated=True,
                ),
                Argument("--bundle", "決裁用の一式を一つのPDFにする"),
                Argument("--since", "一式で比べる公表版（省くと最新）", "VERSION"),
                Argument("--draft", "PDFに「案」の透かしを入れる"),
                Argument("--titled-draft", "PDFの表紙の表題に「（案）」を付ける"),
                Argument("--risk-list", "PDFにリスク対策一覧のページを付ける"),
                Argument("--changes-index", "PDFに変更項目とページの一覧を付ける（意見募集用）"),
                Argument("--compact", "PDFで節ごとに改ページしない"),
                Argument("--named-foot", "PDFのページの下に事務名と課名を入れる"),
                Argument("--template", "記入する団体のブック", "BOOK", Path),
                Argument("--partly", "ブックに欄がない記入を除いて書き出す"),
            ),
            export.run_export,
        ),
        Subcommand(
            "diagram",
            "事務の流れ図をSVG・PNG・PDFに出す",
            (
                _STATE,
                Argument("out", "書き出すファイル（.svg、.png、.pdf）", "OUT", Path),
                Argument("--propose", "評価書の図ではなく、ⅠとⅡの記載から作った案を出す"),
            ),
            diagram.run_diagram,
            note="評価書に図がないときは、案を出す。",
        ),
        Subcommand(
            "check",
            "評価書の未記入と誤りを調べる",
            (_FILE, _JSON, Argument("--xlsx", "点検の一覧を書き出すExcelのファイル", "OUT", Path)),
            check.run_check,
            note="誤りがあると終了状態は1。確認済みの指摘は、JSONと一覧だけに出る。",
        ),
        Subcommand(
            "confirm",
            "点検の指摘を確認済みにする",
            (
                _FILE,
                Argument("code", "規則のコード（rules で一覧）", "CODE"),
                Argument("address", "指摘のある項目", "ADDRESS"),
                Argument("--note", "確認済みにする理由", "TEXT", required=True),
            ),
            check.run_confirm,
        ),
        Subcommand("rules", "点検の規則の一覧", (_JSON,), check.run_rules),
        Subcommand(
            "import",
            "様式のExcelから評価書を作る",
            (
                Argument("book", "様式のExcelファイル", "BOOK.xlsx", Path),
                _OUT,
                Argument("--form", "様式と版のID（省くとブックから判断）", "FORM"),
                Argument("--after", "続きとして加える先の評価書", "FILE.pia", Path),
            ),
            conversion.run_import,
        ),
        Subcommand(
            "upgrade",
            "評価書を別の様式や版に改める",
            (_FILE, _FORM, _OUT),
            conversion.run_upgrade,
        ),
        Subcommand(
            "publish",
            "評価書を公表版として確定する",
            (
                _FILE,
                Argument("--date", "公表日", "令和8年4月1日", required=True),
                _NOTE,
                _BY,
                Argument("--repeated", "評価の再実施として確定する"),
            ),
            publication.run_publish,
        ),
        Subcommand("versions", "公表版の一覧", (_FILE,), publication.run_versions),
        Subcommand(
            "review",
            "変更のない見直しを記録する",
            (
                _FILE,
                Argument("--date", "見直した日", "令和8年4月1日", required=True),
                _NOTE,
                _BY,
            ),
            publication.run_review,
        ),
        Subcommand(
            "changes",
            "公表版からの変更箇所を作る",
            (
                _FILE,
                Argument("--since", "比べる公表版（省くと最新）", "VERSION"),
                Argument("--date", "変更日（省くと今日）", "令和8年4月1日"),
                Argument("--abridged", "長い記載は変わった箇所だけにする"),
                Argument("--occurrences", "足した、又は消した件を一行にする（省いたときも同じ）"),
                Argument("--fields", "足した、又は消した件を項目ごとの行にする"),
                Argument(
                    "--timing",
                    "変更の提出時期を決める（何度でも書ける）",
                    "ADDRESS=判断",
                    repeated=True,
                ),
                Argument("--all-important", "要判断の※の項目すべてをこの判断にする", "判断"),
                Argument("--apply", "変更箇所の表に書き足す（要判断の変更は除く）"),
                _JSON,
            ),
            comparison.run_changes,
            note=(
                "判断は次のどれか。重要：重要な変更（事前）。前倒し：重要な変更ではないが事前。"
                "対象外：※のない項目（事後）。変動なし：リスクを相当程度変動させるものではない（事後）。"
                "軽減：リスクを明らかに軽減させる（事後）。形式：形式的な変更（事後）。誤字（事後）。"
                "「事前：」か「事後：」に、しきい値、再実施、法改正、又は自分の理由を続けたもの。"
                "※の項目の変更は、決めるまで要判断で、--apply では入らない。"
            ),
        ),
        Subcommand(
            "compare",
            "二つの評価書の新旧対照表を作る",
            (
                Argument("old", "変更前の評価書（公表版は FILE.pia@1）", "OLD"),
                Argument("new", "変更後の評価書（公表版は FILE.pia@1）", "NEW"),
                _XLSX,
                _PDF,
                Argument("--all", "変わらない項目も載せる"),
            ),
            comparison.run_compare,
        ),
        Subcommand(
            "ledger",
            "フォルダーの評価書の台帳",
            (
                _FOLDER,
                _JSON,
                Argument("--xlsx", "計画管理書の一覧を書き出すExcelのファイル", "OUT", Path),
                Argument("--pdf", "計画管理書の一覧を書き出すPDFのファイル", "OUT", Path),
                Argument("--paper", "一覧の用紙（a4 か a3。横）", "a4", default="a4"),
                Argument("--ics", "期限を書き出すカレンダー（.ics）のファイル", "OUT", Path),
            ),
            ledger.run_ledger,
            note="フォルダーの中のファイルは変えない。読めないファイルは、わけとともに1行になる。",
        ),
        Subcommand(
            "replace",
            "フォルダーのすべての評価書で置き換える",
            (
                _FOLDER,
                Argument("find", "探す文字", "FIND"),
                Argument("words", "置き換える文字", "WITH"),
                Argument(
                    "--item",
                    "置き換える項目（ID、その始まり、Ⅲ のような節。何度でも）",
                    "ID",
                    repeated=True,
                ),
                Argument("--exact", "全角と半角、大文字と小文字を区別する"),
                *_ROWS,
                _APPLY,
                _JSON,
            ),
            replacement.run_replace,
            note="変更箇所と公表版は変えない。--timing の判断は changes と同じ（形式など）。",
        ),
        Subcommand(
            "phrases",
            "文例集を使う",
            (
                Argument("library", "文例集のファイル", "LIBRARY.json", Path),
                Argument("--list", "文例の一覧を出す"),
                Argument("--used-in", "文例を使っている評価書の一覧を出す", "FOLDER", Path),
                Argument("--update", "変わった文例を評価書に反映する", "FOLDER", Path),
                Argument("--edited", "手直しのある箇所も文例にする（--update と使う）"),
                Argument("--add", "この名前の文例を登録する（--file と --at から）", "NAME"),
                Argument("--insert", "この文例を入れる（--file の --at に）", "NAME"),
                Argument("--file", "評価書のファイル", "FILE.pia", Path),
                Argument("--at", "項目の番地", "ADDRESS"),
                *_ROWS,
                _APPLY,
                _JSON,
            ),
            phrases.run_phrases,
            note="書き換えた記録と元に戻し方は replace と同じ。",
        ),
        Subcommand(
            "batch",
            "フォルダーの評価書にまとめて同じことをする",
            (
                _FOLDER,
                Argument("--only", "この番号の評価書だけ（何度でも）", "番号", repeated=True),
                Argument("--check", "点検の一覧を書き出すExcelのファイル", "OUT", Path),
                Argument("--export", "ExcelとPDFを書き出すフォルダー", "DIR", Path),
                Argument("--xlsx", "Excelだけを書き出す（--export と使う）"),
                Argument("--pdf", "PDFだけを書き出す（--export と使う）"),
                Argument("--replace", "同じ名前のファイルに上書きする（--export と使う）"),
                Argument("--draft", "今年度の案を作るフォルダー", "DIR", Path),
                Argument("--review", "変更のない見直しを記録する日", "令和8年4月1日"),
                _NOTE,
                _BY,
            ),
            batch.run_batch,
            note="書き出す名前は「番号_評価書名_様式」。見直しの記録は undo-run で元に戻せる。",
        ),
        Subcommand(
            "submission",
            "提出用フォルダーを作る",
            (
                _STATE,
                Argument("folder", "提出用フォルダーを作る場所", "FOLDER", Path),
                Argument("--approval", "決裁用の一式に付ける決裁欄の職名", "課長,係長,担当"),
                Argument("--template", "記入する団体のブック", "BOOK", Path),
                Argument("--partly", "ブックに欄がない記入を除いて書き出す"),
            ),
            batch.run_submission,
        ),
        Subcommand(
            "schedule",
            "変更予定日から各段階の期限を逆算する",
            (
                Argument("day", "変更予定日", "令和8年4月1日"),
                Argument(
                    "--form", "様式4（意見募集と第三者点検あり）か様式3", "様式", default="様式4"
                ),
                Argument("--drafting", "起案の開庁日数", "日数"),
                Argument("--comment", "意見募集の日数（30日以上）", "日数"),
                Argument("--reflecting", "意見を反映する開庁日数", "日数"),
                Argument("--third-party", "第三者点検の開庁日数", "日数"),
                Argument("--approval", "決裁に回す開庁日数", "日数"),
                Argument("--ics", "書き出すカレンダー（.ics）のファイル", "OUT", Path),
            ),
            batch.run_schedule,
            note="土日、国民の祝日、12月29日から1月3日までを除いて数える。",
        ),
        Subcommand("runs", "まとめて書き換えた記録の一覧", (_JSON,), replacement.run_runs),
        Subcommand(
            "undo-run",
            "まとめて書き換えたものを元に戻す",
            (Argument("run_id", "記録のID（runs で一覧）", "RUN"),),
            replacement.run_undo_run,
        ),
    )
}
