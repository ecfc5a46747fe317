"""For each rule a case in which it finds something, word for word, and the nearest in which it
finds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

FULL, FULL_2018, FOCUSED = "youshiki4-2025-05", "youshiki4-2018-05", "youshiki3-2025-05"

# Answers by address; one that ends with 「[]」 is an occurrence in which nothing
# stands.
Flat = dict[str, Any]


@dataclass(frozen=True)
class RuleCase:
    """What a rule says of `fires`, and that it is silent where the answers `silent` are set over
    it (None takes one away).
    """

    code: str
    fires: Flat
    address: str
    message: str
    remedy: str
    silent: Flat
    places: tuple[str, ...] = ()
    form: str = FULL
    fix: Flat = field(default_factory=dict)
    fix_label: str = ""


NONE_DUE = "特定個人情報保護評価の実施が義務付けられない(任意に重点項目評価を実施)"
F, O = "files[0]", "files[0].outsourcing[0]"  # noqa: E741
TEXT = "あ" * 90
ANNEX_TABLE = {"columns": ["No.", "提供先"], "rows": [["1", "町長"], ["2", "県知事"], ["", "注"]]}

CASES = (
    RuleCase(
        "required",
        {"business.name": "住民基本台帳に関する事務"},
        "cover.name",
        "記入されていません。",
        "記入するか、該当がなければその旨を書いてください。",
        {"cover.name": "評価書"},
    ),
    RuleCase(
        "empty-bracket",
        {f"{F}.source": {"評価実施機関内の他部署": ""}},
        f"{F}.source",
        "「評価実施機関内の他部署」を選んでいますが、( )の中が空いています。",
        "( )の中に具体的な名前を書くか、選択を外してください。",
        {f"{F}.source": {"評価実施機関内の他部署": "市民課"}},
    ),
    RuleCase(
        "impossible-date",
        {"procedure.basic_date": "令和7年2月30日"},
        "procedure.basic_date",
        "「令和7年2月30日」という日はありません。",
        "元号・年・月・日を確かめて直してください。",
        {"procedure.basic_date": "令和7年2月28日"},
    ),
    RuleCase(
        "unreadable-date",
        {"cover.publication_date": "あああ"},
        "cover.publication_date",
        "「あああ」は、日付として読めません。",
        "「令和8年4月1日」のように書いてください。",
        {"cover.publication_date": "R7.4.1"},
    ),
    RuleCase(
        "unreadable-date",
        {"changes[0].date": "春ごろ", "changes[0].item": "Ⅰ"},
        "changes[0].date",
        "「春ごろ」は、日付として読めません。",
        "「令和8年4月1日」のように書いてください。",
        {"changes[0].date": "同上"},
    ),
    RuleCase(
        "unfinished-date",
        {"procedure.review_date": "令和6年 月 日"},
        "procedure.review_date",
        "「令和6年 月 日」は、月や日が空いたままです。",
        "月と日まで書いてください。",
        {"procedure.review_date": "令和6年8月1日及び9月2日"},
    ),
    RuleCase(
        "unfinished-date",
        {"cover.publication_date": "令和6年4月"},
        "cover.publication_date",
        "「令和6年4月」は、月や日が空いたままです。",
        "月と日まで書いてください。",
        {"cover.publication_date": None, f"{F}.held_since": "平成30年12月"},
    ),
    RuleCase(
        "outsourcing-count",
        {f"{F}.outsourcing_count": 3, f"{O}.name": "保守", f"{F}.outsourcing_exists": "委託する"},
        f"{F}.outsourcing_count",
        "委託は3件ですが、記入されている委託事項は1件です。",
        "件数を直すか、足りない委託事項を記入してください。",
        {f"{F}.outsourcing_count": 1},
        places=(f"{O}.name",),
    ),
    RuleCase(
        "outsourcing-count",
        {f"{F}.outsourcing_count": 1, f"{O}.name": "保守", "files[0].outsourcing[1].name": "入力"},
        f"{F}.outsourcing_count",
        "委託は1件ですが、記入されている委託事項は2件です。",
        "件数を直すか、要らない委託事項を消してください。",
        {f"{F}.outsourcing_count": 3, "files[0].outsourcing[2][]": {}},
    ),
    RuleCase(
        "dead-reference",
        {"cover.remarks": "別添2参照"},
        "cover.remarks",
        "「別添2」とありますが、別添2に何も記入されていません。",
        "別添2を記入するか、参照を直してください。",
        {"changes[0].date": "令和8年4月1日"},
        form=FOCUSED,
    ),
    RuleCase(
        "sharing-count",
        {f"{F}.sharing_exists": {"提供を行っている": 5}, f"{F}.provisions[0].name": "県"},
        f"{F}.sharing_exists",
        "提供は5件ですが、記入されている提供先は1件です。",
        "件数を直すか、足りない提供先を記入してください。",
        {f"{F}.sharing_exists": {"提供を行っている": 1}},
        places=(f"{F}.provisions[0].name",),
    ),
    RuleCase(
        "sharing-count",
        {f"{F}.sharing_exists": {"移転を行っている": 69}, f"{F}.transfers[0].name": "別紙2参照"},
        f"{F}.sharing_exists",
        "移転は69件ですが、記入されている移転先は1件です。残りは「別紙2」にあるものと見ています。",
        "別紙にある件数と合わせて、件数が合うかを確かめてください。",
        {f"{F}.sharing_exists": {"移転を行っている": 1}},
    ),
    RuleCase(
        "outsourcing-contradiction",
        {
            f"{F}.outsourcing_exists": "委託しない",
            f"{O}.name": "保守",
            f"{F}.risk.outsourcing.none": True,
        },
        f"{F}.outsourcing_exists",
        "「委託しない」を選んでいますが、委託の件数は空欄、記入されている委託事項は1件です。",
        "委託しているなら「委託する」を選び、していないなら委託事項と件数を消してください。",
        {f"{F}.outsourcing_exists": "委託する", f"{F}.risk.outsourcing.none": None},
    ),
    RuleCase(
        "outsourcing-contradiction",
        {f"{F}.outsourcing_exists": "委託する", f"{F}.risk.outsourcing.none": True},
        f"{F}.risk.outsourcing.none",
        "Ⅱの委託の有無は「委託する」ですが、Ⅲの「委託しない」に印があります。",
        "委託しているなら、Ⅲの「委託しない」の印を外し、対策を記入してください。",
        {f"{F}.risk.outsourcing.none": None},
        places=(f"{F}.outsourcing_exists",),
    ),
    RuleCase(
        "outsourcing-contradiction",
        {f"{F}.outsourcing_exists": "委託しない", f"{F}.risk.outsourcing.vetting": "確かめる。"},
        f"{F}.risk.outsourcing.none",
        "Ⅱの委託の有無は「委託しない」ですが、Ⅲの「委託しない」に印がなく、"
        "委託の対策が記入されています。",
        "委託していないなら、Ⅲの「委託しない」に印を付けてください。",
        {f"{F}.risk.outsourcing.none": True, f"{F}.risk.outsourcing.vetting": None},
    ),
    RuleCase(
        "outsourcing-contradiction",
        {f"{F}.outsourcing_exists": "委託しない"},
        f"{F}.risk.outsourcing.none",
        "Ⅱの委託の有無は「委託しない」ですが、Ⅲの「委託しない」に印も対策もありません。",
        "委託していないなら、Ⅲの「委託しない」に印を付けてください。",
        {f"{F}.risk.outsourcing.none": True},
        fix={f"{F}.risk.outsourcing.none": True},
        fix_label="Ⅲの「委託しない」に印を付ける",
    ),
    RuleCase(
        "outsourcing-contradiction",
        {f"{O}.name": "保守", f"{F}.risk.outsourcing.none": True},
        f"{F}.risk.outsourcing.none",
        "Ⅲの「委託しない」に印がありますが、Ⅱに委託事項が1件記入されています。",
        "委託しているなら、Ⅲの「委託しない」の印を外してください。",
        {f"{O}.name": "―"},
        places=(f"{O}.name",),
    ),
    RuleCase(
        "outsourcing-contradiction",
        {
            f"{F}.outsourcing_exists": "委託しない",
            f"{F}.risk.outsourcing.none": True,
            f"{F}.risk.outsourcing.enough": "十分である",
        },
        f"{F}.risk.outsourcing.none",
        "Ⅲの「委託しない」に印がありますが、その対策も記入されています。",
        "「委託しない」が正しければ対策を消し、そうでなければ印を外してください。",
        {f"{F}.risk.outsourcing.enough": None, f"{F}.risk.outsourcing.vetting": "―"},
        places=(f"{F}.risk.outsourcing.enough",),
    ),
    RuleCase(
        "sharing-contradiction",
        {
            f"{F}.sharing_exists": {"提供を行っている": 1},
            f"{F}.provisions[0].method": {"情報提供ネットワークシステム": True},
            f"{F}.risk.sharing.none": True,
            f"{F}.risk.sharing.rule": "定めている",
        },
        f"{F}.risk.sharing.none",
        "Ⅲの「提供・移転しない」に印がありますが、その対策も記入されています。",
        "「提供・移転しない」が正しければ対策を消し、そうでなければ印を外してください。",
        {f"{F}.risk.sharing.rule": None},
        places=(f"{F}.risk.sharing.rule",),
    ),
    RuleCase(
        "sharing-contradiction",
        {
            f"{F}.sharing_exists": {"行っていない": True, "提供を行っている": 1},
            f"{F}.provisions[0].name": "県",
        },
        f"{F}.sharing_exists",
        "「行っていない」に印がありますが、「提供を行っている」にも印があります。"
        "また、提供先が1件記入されています。",
        "行っているなら「行っていない」の印を外し、"
        "行っていないなら提供先・移転先を消してください。",
        {f"{F}.sharing_exists": {"提供を行っている": 1}},
    ),
    RuleCase(
        "sharing-contradiction",
        {
            f"{F}.sharing_exists": {"提供を行っている": 1},
            f"{F}.provisions[0].name": "県",
            f"{F}.transfers[0].name": "税務課",
        },
        f"{F}.sharing_exists",
        "移転先が1件記入されていますが、「移転を行っている」に印がありません。",
        "「移転を行っている」に印を付けて件数を書くか、移転先を消してください。",
        {f"{F}.transfers[0].name": "―"},
    ),
    RuleCase(
        "sharing-contradiction",
        {
            f"{F}.sharing_exists": {"提供を行っている": 1},
            f"{F}.risk.sharing.none": True,
            f"{F}.provisions[0].method": {"紙": True},
        },
        f"{F}.risk.sharing.none",
        "Ⅱの提供・移転の有無は「提供を行っている」ですが、Ⅲの「提供・移転しない」に印があります。",
        "提供・移転しているなら、Ⅲの「提供・移転しない」の印を外し、対策を記入してください。",
        {f"{F}.provisions[0].method": {"情報提供ネットワークシステム": True}},
    ),
    RuleCase(
        "sharing-contradiction",
        {f"{F}.sharing_exists": {"行っていない": True}},
        f"{F}.risk.sharing.none",
        "Ⅱの提供・移転の有無は「行っていない」ですが、"
        "Ⅲの「提供・移転しない」に印も対策もありません。",
        "提供・移転していないなら、Ⅲの「提供・移転しない」に印を付けてください。",
        {f"{F}.risk.sharing.none": True},
        fix={f"{F}.risk.sharing.none": True},
        fix_label="Ⅲの「提供・移転しない」に印を付ける",
    ),
    RuleCase(
        "subcontract-contradiction",
        {f"{O}.sub_exists": "再委託しない", f"{O}.sub_content": "夜間の監視"},
        f"{O}.sub_exists",
        "委託事項1は「再委託しない」ですが、「再委託 ⑨再委託事項」に「夜間の監視」とあります。",
        "再委託しているなら「再委託する」を選び、していないなら、"
        "許諾方法と再委託事項を消してください。",
        {f"{O}.sub_content": "該当なし"},
        places=(f"{O}.sub_content",),
    ),
    RuleCase(
        "subcontract-contradiction",
        {
            f"{O}.sub_exists": "再委託する",
            f"{F}.risk.outsourcing.subcontractor": "再委託していない",
        },
        f"{F}.risk.outsourcing.subcontractor",
        "Ⅱの委託事項1は「再委託する」ですが、Ⅲは「再委託していない」です。",
        "Ⅱの再委託の有無と見比べて、違う方を直してください。",
        {f"{F}.risk.outsourcing.subcontractor": "十分に行っている"},
    ),
    RuleCase(
        "subcontract-contradiction",
        {f"{O}.sub_exists": "再委託しない", f"{O}.sub_approval": "書面で承諾する。"},
        f"{O}.sub_exists",
        "委託事項1は「再委託しない」ですが、「再委託 ⑧再委託の許諾方法」"
        "に「書面で承諾する。」とあります。",
        "再委託しているなら「再委託する」を選び、していないなら、"
        "許諾方法と再委託事項を消してください。",
        {f"{O}.sub_approval": "再委託は認めていない。"},
    ),
    RuleCase(
        "diagram-notes",
        {
            "process.flow": {
                "nodes": [
                    {"id": "n1", "kind": "person", "label": "本人", "x": 0, "y": 0},
                    {"id": "n2", "kind": "office", "label": "市民課", "x": 1, "y": 0},
                ],
                "edges": [{"from": "n1", "to": "n2", "label": "紙", "number": 2}],
                "left_out": ["office"],
            },
            "process.notes": "図の番号の説明\n① 届け出る。",
        },
        "process.notes",
        "図の番号②の説明が、(備考)にありません。",
        "番号ごとに、誰が何をするのかを(備考)に書いてください。",
        {"process.notes": "② 受け取る。"},
        places=("process.flow",),
        fix={"process.notes": "図の番号の説明\n① 届け出る。\n② 本人から市民課へ（紙）"},
        fix_label="(備考)に番号の行を加える",
    ),
    RuleCase(
        "diagram-differs",
        {
            "systems[0].name": "台帳システム",
            "process.flow": {
                "nodes": [{"id": "s1", "kind": "system", "label": "台帳", "x": 0, "y": 0}],
                "edges": [],
                "left_out": ["office"],
            },
        },
        "process.flow",
        "図の「台帳」は、今はシステム1「台帳システム」です。",
        "「今の記載に改める」を押すか、図を直してください。",
        {"systems[0].name": "台帳"},
        places=("systems[0].name",),
        fix={
            "process.flow": {
                "nodes": [{"id": "s1", "kind": "system", "label": "台帳システム", "x": 0, "y": 0}],
                "edges": [],
                "left_out": ["office"],
            },
        },
        fix_label="今の記載に改める",
    ),
    RuleCase(
        "linkage-contradiction",
        {
            "linkage.exists": "実施しない",
            f"{F}.obtain_method": {"情報提供ネットワークシステム": True},
        },
        "linkage.exists",
        "情報連携は「実施しない」ですが、"
        "入手方法に「情報提供ネットワークシステム」を選んでいます。",
        "情報連携をしているかどうかを確かめて、違う方を直してください。",
        {"linkage.exists": "未定"},
        places=(f"{F}.obtain_method",),
    ),
    RuleCase(
        "linkage-contradiction",
        {
            "linkage.exists": "実施する",
            f"{F}.risk.network.no_obtain": True,
            f"{F}.risk.network.no_provide": True,
        },
        "linkage.exists",
        "情報連携は「実施する」ですが、どのファイルもⅢで入手・提供とも「接続しない」です。",
        "情報連携をするファイルのⅢの「接続しない」の印を外すか、実施の有無を直してください。",
        {f"{F}.risk.network.no_provide": None},
    ),
    RuleCase(
        "linkage-contradiction",
        {
            f"{F}.risk.network.no_obtain": True,
            f"{F}.obtain_method": {"情報提供ネットワークシステム": True},
        },
        f"{F}.risk.network.no_obtain",
        "Ⅱの入手方法に「情報提供ネットワークシステム」を選んでいますが、"
        "Ⅲの「接続しない(入手)」に印があります。",
        "入手方法か、Ⅲの「接続しない(入手)」の印を直してください。",
        {f"{F}.obtain_method": {"紙": True}},
    ),
    RuleCase(
        "accident-contradiction",
        {
            f"{F}.risk.storage.accident": "発生なし",
            f"{F}.risk.storage.accident_content": "令和6年に150人分を誤送付した。",
        },
        f"{F}.risk.storage.accident",
        "重大事故は「発生なし」ですが、その内容に「令和6年に150人分を誤送付した。」とあります。",
        "発生したのなら「発生あり」を選び、していないなら内容を消してください。",
        {f"{F}.risk.storage.accident_content": "重大事故は発生していない。"},
    ),
    RuleCase(
        "accident-contradiction",
        {f"{F}.risk.storage.accident": "発生あり", f"{F}.risk.storage.accident_content": "―"},
        f"{F}.risk.storage.accident",
        "重大事故は「発生あり」ですが、その内容が「―」です。",
        "いつ何があったかを「その内容」に書くか、「発生なし」を選んでください。",
        {f"{F}.risk.storage.accident_content": "書類を誤って送付した。"},
    ),
    RuleCase(
        "accident-contradiction",
        {
            f"{F}.risk.storage.accident": "発生なし",
            "files[1].risk.storage.accident": "発生あり",
            "files[1].risk.storage.accident_content": "書類を誤って送付した。",
        },
        "files[1].risk.storage.accident",
        "このファイルでは重大事故は「発生あり」ですが、1件目のファイルでは「発生なし」です。",
        "評価実施機関での事故を聞いているので、どのファイルでも同じになります。"
        "違う方を直してください。",
        {
            "files[1].risk.storage.accident": "発生なし",
            "files[1].risk.storage.accident_content": None,
        },
        places=(f"{F}.risk.storage.accident",),
    ),
    RuleCase(
        "file-name",
        {f"{F}.name": "課税ファイル", f"{F}.risk.file_name": "住民税課税ファイル"},
        f"{F}.risk.file_name",
        "Ⅲのファイル名は「住民税課税ファイル」ですが、Ⅱでは「課税ファイル」です。",
        "どちらかに揃えてください。",
        {f"{F}.risk.file_name": "(1)収納ファイル、(2)課税ファイル"},
    ),
    RuleCase(
        "comment-period",
        {"procedure.comment_period": "令和7年8月1日から同月20日まで"},
        "procedure.comment_period",
        "意見聴取の期間「令和7年8月1日から同月20日まで」は20日間で、30日に満たないのに、"
        "期間を短縮する特段の理由が空欄です。",
        "期間を確かめ、短縮したのなら、特段の理由を書いてください。",
        {"procedure.comment_period": "令和7年8月1日から同年9月1日まで"},
    ),
    RuleCase(
        "citation",
        {f"{F}.provisions[0].legal_basis": "番号法第19条第7号 別表第二の27の項"},
        f"{F}.provisions[0].legal_basis",
        "「番号法第19条第7号 別表第二の27の項」とあります。"
        "情報連携の根拠は、令和3年9月1日に番号法第19条第7号から第8号に移りました。",
        "「番号法第19条第8号」と書いてください。",
        {f"{F}.provisions[0].legal_basis": "番号法第19条第7号、住基法第30条の6"},
    ),
    RuleCase(
        "threshold-contradiction",
        {
            "business.subject_count": "1,000人未満",
            "procedure.threshold": "基礎項目評価及び重点項目評価の実施が義務付けられる",
        },
        "procedure.threshold",
        "しきい値判断結果は「基礎項目評価及び重点項目評価の実施が義務付けられる」ですが、"
        "対象人数「1,000人未満」からは「義務なし」になります。",
        "数が正しければ、"
        "しきい値判断結果を「特定個人情報保護評価の実施が義務付けられない(任意に重点項目評価を実"
        "施)」にしてください。",
        {"business.subject_count": "1万人以上10万人未満"},
        places=("business.subject_count",),
        form=FOCUSED,
        fix={"procedure.threshold": NONE_DUE},
        fix_label=f"しきい値判断結果を「{NONE_DUE}」にする",
    ),
    RuleCase(
        "band-contradiction",
        {"business.subject_count": "1,000人未満", f"{F}.subject_count": "1,000万人以上"},
        f"{F}.subject_count",
        "このファイルの本人の数は「1,000万人以上」ですが、事務の対象人数は「1,000人未満」です。",
        "ファイルの本人の数が、事務の対象人数より多いことはありません。違う方を直してください。",
        {f"{F}.subject_count": "1万人未満"},
    ),
    RuleCase(
        "band-contradiction",
        {"business.subject_count": "30万人以上", f"{F}.subject_count": "1万人未満"},
        "business.subject_count",
        "事務の対象人数は「30万人以上」ですが、"
        "ファイルの本人の数は「1万人未満」で、合わせても足りません。",
        "対象人数か、ファイルの本人の数を直してください。",
        {"files[1].subject_count": "10万人以上100万人未満"},
    ),
    RuleCase(
        "band-contradiction",
        {
            f"{F}.record_count": "10項目未満",
            f"{F}.records": "\n".join(f"{n}. 項目{'甲乙丙丁'[n % 4]}" for n in range(1, 13)),
        },
        f"{F}.record_count",
        "記録される項目は「10項目未満」ですが、別添に挙がっている項目はおよそ12個です。",
        "別添の項目を数えて、選択肢を直してください。",
        {f"{F}.record_count": "10項目以上50項目未満"},
    ),
    RuleCase(
        "band-contradiction",
        {f"{F}.subject_count": "1万人未満", f"{O}.subject_count": "10万人以上100万人未満"},
        f"{O}.subject_count",
        "委託事項1の対象となる本人の数は「10万人以上100万人未満」ですが、"
        "ファイルの本人の数は「1万人未満」です。",
        "一部の本人の数が、ファイル全体より多いことはありません。違う方を直してください。",
        {f"{O}.subject_count": "1万人未満"},
    ),
    RuleCase(
        "records-vs-main",
        {f"{F}.record_main": {"個人番号": True}, f"{F}.records": "宛名番号、氏名、住所、税額"},
        f"{F}.records",
        "主な記録項目で選んでいる「個人番号」が、別添の記録項目に見当たりません。",
        "別添に書き足すか、主な記録項目の選択を直してください。",
        {f"{F}.records": "宛名番号、個人番号、氏名、住所、税額"},
        places=(f"{F}.record_main",),
    ),
    RuleCase(
        "records-vs-main",
        {
            f"{F}.record_main": {"5情報(氏名、氏名の振り仮名、性別、生年月日、住所)": True},
            f"{F}.records": "宛名番号、氏名、性別、生年月日、住所、税額",
        },
        f"{F}.records",
        "主な記録項目で選んでいる「氏名の振り仮名」が、別添の記録項目に見当たりません。",
        "別添に書き足すか、主な記録項目の選択を直してください。",
        {f"{F}.records": "宛名番号、氏名、カナ氏名、性別、生年月日、住所、税額"},
    ),
    RuleCase(
        "numbering",
        {f"{F}.records": "1.氏名,2.住所,3.税額,3.控除,4.所得"},
        f"{F}.records",
        "番号が続いていません。「3」が二度あります（二度目は「3.控除」）。",
        "番号を振り直すか、抜けている項目を書き足してください。",
        {f"{F}.records": "1.氏名,2.住所,3.税額\n【別の表】\n1.氏名,2.住所"},
    ),
    RuleCase(
        "numbering",
        {"business.content": "① 受付\n② 審査\n④ 通知"},
        "business.content",
        "番号が続いていません。「②」の次が「④ 通知」です。",
        "番号を振り直すか、抜けている項目を書き足してください。",
        {"business.content": "1. 受付\n(1) 窓口\n(2) 郵送\n2. 審査\n(1) 書類"},
    ),
    RuleCase(
        "file-name",
        {f"{F}.name": "(1) 住民税ファイル", f"{F}.risk.file_name": "資産税ファイル"},
        f"{F}.risk.file_name",
        "Ⅲのファイル名は「資産税ファイル」ですが、Ⅱでは「(1) 住民税ファイル」です。",
        "どちらかに揃えてください。",
        {f"{F}.risk.file_name": "１．住民税ファイル"},
        places=(f"{F}.name",),
        fix={f"{F}.risk.file_name": "(1) 住民税ファイル"},
        fix_label="Ⅱのファイル名に揃える",
    ),
    RuleCase(
        "file-name",
        {"business.file_names": "収納ファイル", f"{F}.name": "課税ファイル"},
        "business.file_names",
        "Ⅰの特定個人情報ファイル名「収納ファイル」に、Ⅱの1件目の「課税ファイル」がありません。",
        "ⅠとⅡのファイル名を揃えてください。",
        {"business.file_names": "(1) 収納ファイル\n(2) 課税ファイル"},
    ),
    RuleCase(
        "date-order",
        {f"{F}.held_since": "令和7年4月1日", f"{F}.used_since": "平成28年1月1日"},
        f"{F}.used_since",
        "使用開始日「平成28年1月1日」が、保有開始日「令和7年4月1日」より前です。",
        "二つの日付を見比べて、違う方を直してください。",
        {f"{F}.held_since": "平成28年1月"},
        places=(f"{F}.held_since",),
    ),
    RuleCase(
        "date-order",
        {"procedure.basic_date": "令和8年5月12日", "cover.publication_date": "令和7年8月27日"},
        "procedure.basic_date",
        "基礎項目評価の実施日「令和8年5月12日」が、公表日「令和7年8月27日」より後です。",
        "二つの日付を見比べて、違う方を直してください。",
        {"cover.publication_date": "令和8年5月12日"},
    ),
    RuleCase(
        "date-order",
        {
            "procedure.review_date": "令和7年8月20日",
            "procedure.comment_period": "令和7年8月1日～8月31日",
        },
        "procedure.review_date",
        "第三者点検の実施日「令和7年8月20日」が、意見聴取の終わり「令和7年8月31日」より前です。",
        "意見聴取の後に点検を受けます。日付を見比べて、違う方を直してください。",
        {"procedure.review_date": "令和7年8月20日及び9月3日"},
    ),
    RuleCase(
        "date-order",
        {"changes[0].date": "令和8年1月5日", "cover.publication_date": "令和7年8月27日"},
        "changes[0].date",
        "変更日「令和8年1月5日」が、表紙の公表日「令和7年8月27日」より後です。",
        "変更日か、表紙の公表日を直してください。",
        {"changes[0].date": "令和7年8月27日"},
    ),
    RuleCase(
        "comment-period",
        {
            "procedure.comment_period": "令和7年8月1日から令和7年8月20日まで",
            "procedure.comment_shortened": "―",
        },
        "procedure.comment_period",
        "意見聴取の期間「令和7年8月1日から令和7年8月20日まで」は20日間で、30日に満たないのに、"
        "期間を短縮する特段の理由が「―」です。",
        "期間を確かめ、短縮したのなら、特段の理由を書いてください。",
        {"procedure.comment_period": "令和7年8月1日から令和7年8月30日まで"},
    ),
    RuleCase(
        "date-style",
        {"cover.remarks": "令和1年5月1日から"},
        "cover.remarks",
        "「令和1年」は、ほかの日付と書き方が違います。",
        "「令和元年」と書いてください。",
        {"cover.remarks": "令和元年5月1日から令和11年まで"},
        fix={"cover.remarks": "令和元年5月1日から"},
        fix_label="日付を和暦に直す",
    ),
    RuleCase(
        "date-style",
        {"changes[0].before": "2024/12/25"},
        "changes[0].before",
        "「2024/12/25」は、ほかの日付と書き方が違います。",
        "「令和6年12月25日」と書いてください。",
        {"changes[0].before": "ISO/IEC 27001:2013、2024年度"},
        fix={"changes[0].before": "令和6年12月25日"},
        fix_label="日付を和暦に直す",
    ),
    RuleCase(
        "date-style",
        {"cover.remarks": "2024年12月25日まで"},
        "cover.remarks",
        "「2024年12月25日」は、ほかの日付と書き方が違います。",
        "「令和6年12月25日」と書いてください。",
        {"cover.remarks": "2024年13月25日まで"},
        fix={"cover.remarks": "令和6年12月25日まで"},
        fix_label="日付を和暦に直す",
    ),
    RuleCase(
        "date-style",
        {
            "process.figures": [
                {"file": "1.png", "caption": "届出"},
                {"file": "2.png", "caption": "令和1年5月1日から"},
            ]
        },
        "process.figures",
        "「令和1年」は、ほかの日付と書き方が違います。",
        "「令和元年」と書いてください。",
        {"process.figures": [{"file": "2.png", "caption": "令和元年5月1日から"}]},
        fix={
            "process.figures": [
                {"file": "1.png", "caption": "届出"},
                {"file": "2.png", "caption": "令和元年5月1日から"},
            ]
        },
        fix_label="日付を和暦に直す",
    ),
    RuleCase(
        "change-row",
        {
            "changes[0].item": "Ⅰ 1. ①事務の名称",
            "changes[0].before": "甲",
            "changes[0].after": "乙",
        },
        "changes[0].date",
        "変更箇所の1行目（「Ⅰ 1. ①事務の名称」）に、変更日、提出時期がありません。",
        "変更日、提出時期を記入してください。",
        {"changes[0].date": "令和7年4月1日", "changes[0].timing": "事後"},
        places=("changes[0].timing",),
    ),
    RuleCase(
        "change-row",
        {"changes[0].after": "長い文章の前半", "changes[0].timing": "事前"},
        "changes[0].date",
        "変更箇所の1行目に、変更日、項目がありません。",
        "変更日、項目を記入してください。",
        {
            "changes[1].date": "令和7年4月1日",
            "changes[1].item": "Ⅰ",
            "changes[1].timing": "事前",
            "changes[1].before": "(上段に続く)",
        },
    ),
    RuleCase(
        "change-row",
        {
            "changes[0].date": "令和7年4月1日",
            "changes[0].item": "Ⅰ",
            "changes[0].timing": "事後",
            "changes[0].before": "市民課",
            "changes[0].after": "市民課",
        },
        "changes[0].after",
        "変更箇所の1行目は、変更前も変更後も「市民課」です。",
        "変わったところを書くか、要らない行なら消してください。",
        {"changes[0].after": "総合市民課"},
    ),
    RuleCase(
        "change-important",
        {"changes[0].item": "Ⅱ 6. 特定個人情報の保管・消去 ①保管場所", "changes[0].timing": "事後"},
        "changes[0].reason",
        "変更箇所の1行目（「Ⅱ 6. 特定個人情報の保管・消去 ①保管場所」）は※の項目の変更で、"
        "提出時期が「事後」ですが、説明がありません。",
        "重要な変更に当たらない理由を「提出時期に係る説明」に書くか、「事前」にしてください。",
        {"changes[0].item": "Ⅰ 7. 評価実施機関における担当部署 ①部署"},
        places=("changes[0].item", "changes[0].timing"),
    ),
    RuleCase(
        "change-item",
        {
            f"{F}.name": "課税ファイル",
            "changes[0].item": "Ⅱ 1. 特定個人情報ファイル名 1. 住民記録情報ファイル 6. ①保管場所",
        },
        "changes[0].item",
        "変更箇所の1行目の「住民記録情報ファイル」という特定個人情報ファイルは、評価書にありません"
        "（「課税ファイル」）。",
        "項目のファイル名を、評価書のファイル名に合わせてください。",
        {"changes[0].item": "Ⅱ（課税ファイル） 4. 特定個人情報ファイルの取扱いの委託"},
        places=(f"{F}.name",),
    ),
    RuleCase(
        "change-item",
        {f"{F}.outsourcing_count": 2, "changes[0].item": "Ⅱ 4. 委託事項5 ①委託内容"},
        "changes[0].item",
        "変更箇所の1行目に「委託事項5」とありますが、評価書の委託事項は2までです。",
        "項目の番号を、評価書の番号に合わせてください。",
        {"changes[0].after": "削除"},
    ),
    RuleCase(
        "citation",
        {"linkage.legal_basis": "番号法第19条第7号及び同法の命令"},
        "linkage.legal_basis",
        "「番号法第19条第7号及び同法の命令」とあります。"
        "情報連携の根拠は、令和3年9月1日に番号法第19条第7号から第8号に移りました。",
        "「番号法第19条第8号」と書いてください。",
        {"linkage.legal_basis": "番号法第19条第8号及び同号に基づく命令"},
        fix={"linkage.legal_basis": "番号法第19条第8号及び同法の命令"},
        fix_label="「第19条第7」を「第19条第8」に直す",
    ),
    RuleCase(
        "citation",
        {f"{F}.transfers[0].legal_basis": "番号法第9条第1項別表第一"},
        f"{F}.transfers[0].legal_basis",
        "「番号法第9条第1項別表第一」とあります。番号法の別表第一は、"
        "令和6年5月27日に「別表」となりました。",
        "「番号法別表」と書いてください。",
        {f"{F}.transfers[0].legal_basis": "番号法第9条第1項別表及び市の条例第4条別表第一"},
        fix={f"{F}.transfers[0].legal_basis": "番号法第9条第1項別表"},
        fix_label="「番号法第9条第1項別表第一」を「番号法第9条第1項別表」に直す",
    ),
    RuleCase(
        "stale-term",
        {f"{F}.obtain_timing": "転入時に通知カードの提示を受ける。"},
        f"{F}.obtain_timing",
        "「転入時に通知カードの提示を受ける。」とあります。"
        "「通知カード」は、令和2年5月25日に廃止されました。",
        "新しく知らせるのは「個人番号通知書」です。手元の通知カードを使うときは、"
        "記載に変更がないものに限ることを書いてください。",
        {f"{F}.obtain_timing": "転入時に通知カード（記載に変更がないもの）の提示を受ける。"},
    ),
    RuleCase(
        "stale-term",
        {
            f"{F}.record_validity": "4情報：通知を送るため",
            f"{F}.record_main": {"5情報(氏名、氏名の振り仮名、性別、生年月日、住所)": True},
        },
        f"{F}.record_validity",
        "「4情報」とありますが、主な記録項目は「5情報(氏名、氏名の振り仮名、性別、生年月日、住所)」"
        "を選んでいます。",
        "「5情報」に直してください。",
        {f"{F}.record_validity": "5情報：通知を送るため"},
        places=(f"{F}.record_main",),
        fix={f"{F}.record_validity": "5情報：通知を送るため"},
        fix_label="「4情報」を「5情報」に直す",
    ),
    RuleCase(
        "stale-term",
        {
            f"{F}.use_purpose": "4情報（氏名、性別、生年月日、住所）を記録する。",
            f"{F}.record_main": {"5情報(氏名、氏名の振り仮名、性別、生年月日、住所)": True},
        },
        f"{F}.use_purpose",
        "「4情報（氏名、性別、生年月日、住所）」とありますが、"
        "主な記録項目は「5情報(氏名、氏名の振り仮名、性別、生年月日、住所)」を選んでいます。",
        "「5情報」に直してください。",
        {f"{F}.use_purpose": "5情報（氏名、氏名の振り仮名、性別、生年月日、住所）を記録する。"},
        places=(f"{F}.record_main",),
        fix={f"{F}.use_purpose": "5情報（氏名、氏名の振り仮名、性別、生年月日、住所）を記録する。"},
        fix_label="「4情報」を「5情報」に直す",
    ),
    RuleCase(
        "stale-practice",
        {"disclosure.register": "行っていない", "disclosure.unlisted": "―"},
        "disclosure.register",
        "個人情報ファイル簿の公表が「行っていない」です。"
        "令和5年4月1日から、市区町村にも作成と公表が義務付けられています。",
        "公表しているなら「行っている」を選び、作成を要しないファイルなら、"
        "その旨を「個人情報ファイル簿への不記載等」に書いてください。",
        {"disclosure.unlisted": "本人の数が千人に満たないため、作成していない。"},
    ),
    RuleCase(
        "government-item",
        {f"{F}.risk.storage.nisc": "十分に遵守している"},
        f"{F}.risk.storage.nisc",
        "「十分に遵守している」を選んでいますが、市区町村は政府機関ではありません。",
        "「政府機関ではない」を選んでください。",
        {f"{F}.risk.storage.nisc": "政府機関ではない"},
        fix={f"{F}.risk.storage.nisc": "政府機関ではない"},
        fix_label="「政府機関ではない」にする",
    ),
    RuleCase(
        "one-name",
        {
            "business.content": "番号法第9条、番号法別表による。",
            "reason.necessity": "番号利用法による。",
        },
        "reason.necessity",
        "一つの法令が、「番号法」2か所、「番号利用法」1か所と、違う略称で書かれています。",
        "どれかに揃えてください。いちばん多いのは「番号法」です。",
        {"reason.necessity": "番号法による。"},
        places=("business.content",),
    ),
    RuleCase(
        "brackets",
        {"linkage.legal_basis": "第2条の表の1、155、158)の項"},
        "linkage.legal_basis",
        "「…の表の1、155、158)の項」の「)」に、対になる「(」がありません。",
        "括弧を補うか、余っている括弧を消してください。",
        {"linkage.legal_basis": "1) 第2条の表（1、155の項）\n2) 第9条"},
    ),
    RuleCase(
        "brackets",
        {"linkage.legal_basis": "番号法、3)第9条"},
        "linkage.legal_basis",
        "「番号法、3)第9条」の「)」に、対になる「(」がありません。",
        "括弧を補うか、余っている括弧を消してください。",
        {"linkage.legal_basis": "1)番号法、2)主務省令、3)第9条"},
    ),
    RuleCase(
        "placeholder",
        {"disclosure.contact": "〇〇市 総務課"},
        "disclosure.contact",
        "「〇〇市 総務課」に「〇〇」が残っています。",
        "正しい言葉に置き換えてください。",
        {"disclosure.contact": "○ みなと野市 総務課"},
    ),
    RuleCase(
        "dead-reference",
        {f"{F}.erasure": "別紙3参照"},
        f"{F}.erasure",
        "「別紙3」とありますが、この評価書には別紙がありません。",
        "別の文書として付けるなら、このままで構いません。そうでなければ、別紙を加えるか、"
        "参照を直してください。",
        {f"{F}.erasure": "委託契約書別紙3による"},
    ),
    RuleCase(
        "dead-reference",
        {
            f"{F}.erasure": "別紙3参照",
            "annexes[0].title": "別紙1 一覧",
            "annexes[1].title": "その他",
        },
        f"{F}.erasure",
        "「別紙3」とありますが、この評価書に別紙3はありません。",
        "別紙を加えるか、参照を直してください。",
        {f"{F}.erasure": "別紙1と別紙2参照"},
        places=("annexes[0].title", "annexes[1].title"),
    ),
    RuleCase(
        "sharing-count",
        {
            f"{F}.sharing_exists": {"提供を行っている": 9},
            f"{F}.provisions[0].name": "番号法の提供先（別紙1参照）",
            "annexes[0].title": "別紙1 提供先",
            "annexes[0].table": ANNEX_TABLE,
        },
        f"{F}.sharing_exists",
        "提供は9件ですが、「別紙1」の表にあるのは2件です（記入されている提供先は1件）。",
        "件数を直すか、別紙の表に足りない行を加えてください。",
        {f"{F}.sharing_exists": {"提供を行っている": 2}},
        places=("annexes[0].table", f"{F}.provisions[0].name"),
    ),
    RuleCase(
        "placeholder",
        {"annexes[0].table": {"columns": ["No.", "先"], "rows": [["1", "〇〇市"]]}},
        "annexes[0].table",
        "「〇〇市」に「〇〇」が残っています。",
        "正しい言葉に置き換えてください。",
        {"annexes[0].table": {"columns": ["No.", "先"], "rows": [["1", "みなと野市"]]}},
    ),
    RuleCase(
        "dead-reference",
        {"business.content": "流れは別添1を参照。"},
        "business.content",
        "「別添1」とありますが、別添1に何も記入されていません。",
        "別添1を記入するか、参照を直してください。",
        {"process.notes": "① 受付"},
    ),
    RuleCase(
        "dead-reference",
        {f"{O}.subject_scope": "「2. ③対象となる本人の範囲」と同じ"},
        f"{O}.subject_scope",
        "「「2. ③対象となる本人の範囲」と同じ」とありますが、"
        "「③対象となる本人の範囲 ※」は空いています。",
        "参照先を記入するか、参照を直してください。",
        {f"{F}.subject_scope": "納税義務者"},
        places=(f"{F}.subject_scope",),
    ),
    RuleCase(
        "dead-reference",
        {f"{O}.subject_scope": "Ⅱ9.①と同じ"},
        f"{O}.subject_scope",
        "「Ⅱ9.①と同じ」とありますが、この様式にその番号の項目はありません。",
        # Without the section's number it may be one of the text's own parts.
        "参照を直してください。",
        {f"{O}.subject_scope": "9.①のとおり"},
    ),
    RuleCase(
        "dead-reference",
        {f"{F}.erasure": "別添9を参照"},
        f"{F}.erasure",
        "「別添9」とありますが、この様式に別添9はありません。",
        "参照を直してください。",
        {f"{F}.erasure": "別添の図を参照"},
    ),
    RuleCase(
        "same-text",
        {f"{F}.risk.obtain.method.measure": TEXT, f"{F}.risk.obtain.leak.measure": TEXT},
        f"{F}.risk.obtain.leak.measure",
        f"「{'あ' * 23}…」で始まる文章が、"
        "「リスク2： 不適切な方法で入手が行われるリスク」にもあります。",
        "リスクに合った対策になっているかを確かめてください。",
        {f"{F}.risk.obtain.leak.measure": "い" * 90},
        places=(f"{F}.risk.obtain.method.measure",),
    ),
    RuleCase(
        "near-twin",
        {
            f"{F}.erasure": "保管期間を5年過ぎたら消去する。",
            "files[1].erasure": "保管期間を150年過ぎたら消去する。",
        },
        "files[1].erasure",
        "1件目のファイルと同じ文章で、「5年」が「150年」になっています。",
        "どちらの数も正しいかを確かめてください。",
        {"files[1].erasure": "保管期間を150年過ぎたら溶解する。"},
        places=(f"{F}.erasure",),
    ),
    RuleCase(
        "number-like",
        {"cover.remarks": "照会の例：１２３４ ５６７８ ９０１８"},
        "cover.remarks",
        "個人番号かもしれない12桁の数字があります（6文字目から）。",
        "個人番号なら、必ず消してください。評価書は公表されます。",
        {"cover.remarks": "照会の例：１２３４ ５６７８ ９０１９"},
    ),
    RuleCase(
        "character",
        {"business.name": "楔\U00012000形"},
        "business.name",
        "「楔\U00012000形」の「\U00012000」（U+12000）は、PDFに印刷できません。",
        "別の字か、かなに置き換えてください。",
        {"business.name": "𠮷野家の髙﨑、葛\U000e0100城市、⦅甲⦆"},
    ),
    RuleCase(
        "character",
        {"business.name": "\uf8f0野家"},
        "business.name",
        "「\uf8f0野家」の（U+F8F0）は、外字を含み、PDFに印刷できません。",
        "別の字か、かなに置き換えてください。",
        {"business.name": "𠮷野家"},
    ),
    RuleCase(
        "character",
        {f"{F}.records": "妊婦健康診查、子宫頸がん"},
        f"{F}.records",
        "「妊婦健康診查、子宫頸がん」に、よく似た別の字があります。"
        "「查」は「査」、「宫」は「宮」の書き誤りと見ています。",
        "ふつうの字に直してください。",
        {f"{F}.records": "妊婦健康診査、子宮頸がん"},
        fix={f"{F}.records": "妊婦健康診査、子宮頸がん"},
        fix_label="ふつうの字に直す",
    ),
    RuleCase(
        "character",
        {"business.content": "住民の届出を受け付けて、\u2fd5という字を確かめてから書く。"},
        "business.content",
        "「住民の届出を受け付けて、\u2fd5という字を確かめてから書…」に、よく似た別の字があります。"
        "「\u2fd5」は「龠」の書き誤りと見ています。",
        "ふつうの字に直してください。",
        {"business.content": "ん\u3099という声を、そのまま書く。"},
        fix={"business.content": "住民の届出を受け付けて、龠という字を確かめてから書く。"},
        fix_label="ふつうの字に直す",
    ),
    RuleCase(
        "form-note",
        {f"{F}.risk.obtain.method.measure": "鍵を掛ける。"},
        f"{F}.risk.obtain.other",
        "空いています。",
        "書くことがなければ「なし」か「―」と書くと、書き忘れでないことが分かります。",
        {f"{F}.risk.obtain.other": "―"},
        fix={f"{F}.risk.obtain.other": "なし"},
        fix_label="「なし」と書く",
    ),
    RuleCase(
        "form-note",
        {
            "cover.name": "予防接種に関する事務 全項目評価書",
            "cover.remarks": "この事務は令和8年3月31日に終了した。",
        },
        "cover.name",
        "特記事項に「この事務は令和8年3月31日に終了した」"
        "とありますが、評価書名に【…終了】がありません。",
        "事務を終了したのなら、評価書名の後に【令和○年○月○日 終了】と書いてください。",
        {"cover.name": "予防接種に関する事務 全項目評価書【令和8年3月31日 終了】"},
        places=("cover.remarks",),
    ),
    RuleCase(
        "review-due",
        {"cover.publication_date": "令和5年4月1日"},
        "cover.publication_date",
        "評価書は、少なくとも1年に1回見直すよう努めることとされています。"
        "1年の区切り（令和6年4月1日）を過ぎています。",
        "見直して、変更があれば公表し直し、なければ見直しを記録してください。",
        {"cover.publication_date": None},
    ),
    RuleCase(
        "repeat-due",
        {"cover.publication_date": "令和2年4月1日"},
        "cover.publication_date",
        "評価は、公表から5年を経過する前に再実施するよう努めることとされています。"
        "5年の区切り（令和7年4月1日）を過ぎています。",
        "評価をやり直して公表し、「再実施」として確定してください。",
        {"cover.publication_date": None},
    ),
)
