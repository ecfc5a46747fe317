"""What a person is told of answers, diagrams and pictures that can't be taken, word for word: what
is wrong, and what to do.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pia_desktop.assessment import new_assessment
from pia_desktop.assessment.pictures import read_figure
from pia_desktop.errors import AnswersError, FileError
from tests.strategies import PNG

FORM = "youshiki4-2025-05"


def figures(*entries: Any) -> dict[str, Any]:
    return {"process": {"figures": list(entries)}}


def flow(*nodes: Any, edges: Any = (), **more: Any) -> dict[str, Any]:
    return {"process": {"flow": {"nodes": list(nodes), "edges": list(edges), **more}}}


def box(name: str, **more: Any) -> dict[str, Any]:
    column = ord(name) - ord("a")
    return {"id": name, "kind": "office", "label": "課", "x": column, "y": 0, **more}


def arrow(**more: Any) -> dict[str, Any]:
    return {"from": "a", "to": "b", "label": "届出", "number": 1, **more}


def arrows(**more: Any) -> dict[str, Any]:
    return flow(box("a"), box("b"), edges=[arrow(**more)])


def annex(table: Any) -> dict[str, Any]:
    return {"annexes": [{"table": table}]}


TOLD = [
    ([], "回答の形ではありません。節の名前をキーとする形で書いてください。"),
    (
        {"cover": {"nmae": "x"}},
        "この様式にない項目です。項目のidの綴りと、様式・版が合っているかを確かめてください。",
    ),
    ({"cover": "x"}, "値の形が違います。項目名をキーとする形で書いてください。"),
    ({"systems": "x"}, "一覧ではない値が入っています。一覧の形で書いてください。"),
    ({"systems": [{}] * 301}, "301件は多すぎます。300件までにしてください。"),
    ({"changes": [{}] * 5_001}, "5,001件は多すぎます。5,000件までにしてください。"),
    (
        {
            "changes": [{}] * 5_000,
            "systems": [{}] * 250,
            "files": [{"outsourcing": [{}] * 300}] * 10,
        },
        "繰り返しの件数が合わせて8,260件あり、多すぎます。合わせて8,000件までにしてください。",
    ),
    ({"cover": {"name": 3}}, "文字列ではない値が入っています。文字列で書いてください。"),
    (
        {"cover": {"name": "あ" * 200_001}},
        "文章が長すぎます（200,001文字）。一つの欄は200,000文字までにしてください。",
    ),
    (
        {"cover": {"name": "前\x0b後"}},
        "印刷できない制御文字 U+000B が含まれています。その文字を消してください。",
    ),
    (
        {"changes": [{"timing": "事中"}]},
        "選択肢にない「事中」が入っています。選択肢「事前」「事後」から選んでください。",
    ),
    (
        {"systems": [{"connections": {"クラウド": True}}]},
        "選択肢にない「クラウド」が入っています。選択肢「情報提供ネットワークシステム」"
        "「庁内連携システム」「住民基本台帳ネットワークシステム」「既存住民基本台帳システム」"
        "「宛名システム等」「税務システム」「その他」から選んでください。",
    ),
    (
        {"systems": [{"connections": ["その他"]}]},
        "選んだ選択肢の一覧ではない値が入っています。選択肢をキーとする形で書いてください。",
    ),
    (
        {"systems": [{"connections": {"税務システム": 1}}]},
        "true 以外の値が入っています。該当するときは true、しないときは省いてください。",
    ),
    (
        {"files": [{"outsourcing_count": -1}]},
        "件数ではない値が入っています。0以上1,000,000,000以下の整数で書いてください。",
    ),
    (
        {"process": {"figures": "図.png"}},
        "図の一覧ではない値が入っています。図の一覧として書いてください。",
    ),
    (figures(*[{"file": "a.png"}] * 301), "図が多すぎます（301枚）。300枚までにしてください。"),
    (figures("図.png"), "図の書き方が違います。file と caption で書いてください。"),
    (
        figures({"file": "a.png", "size": 3}),
        "図の書き方が違います。file と caption で書いてください。",
    ),
    (
        figures({"file": "図/a.png"}),
        "図のファイル名「図/a.png」は使えません。"
        "フォルダーや記号を含まない短い名前にしてください。",
    ),
    (annex([]), "表の書き方が違います。columns と rows で書いてください。"),
    (
        annex({"columns": "a"}),
        "表の列か行が一覧ではありません。columns と rows を一覧で書いてください。",
    ),
    (
        annex({"columns": ["a"] * 41, "rows": [["1"] * 41]}),
        "表が大きすぎます（41列、1行）。40列、20,000マスまでにしてください。",
    ),
    (
        annex({"columns": ["a", "b"], "rows": [["1", "2"], ["3"]]}),
        "表の2行目のマスの数が、列の数と違います。どの行も2マスにしてください。",
    ),
    ({"process": {"flow": []}}, "流れ図の形ではありません。nodes と edges で書いてください。"),
    (
        {"process": {"flow": {"nodes": {}}}},
        "流れ図の形ではありません。nodes と edges は一覧で書いてください。",
    ),
    (
        flow(*[box("a")] * 151),
        "流れ図の箱か矢印が多すぎます（箱151、矢印0）。箱は150、矢印は300までにしてください。",
    ),
    (flow(box("a"), box("a", x=3)), "流れ図に、同じ id の箱があります。id を別々にしてください。"),
    (
        flow(box("a"), box("b", x=0)),
        "流れ図の同じ場所に、箱が二つあります。x と y の組を別々にしてください。",
    ),
    (
        flow(box("a"), left_out=["a b"]),
        "流れ図の left_out の書き方が違います。箱の id か「from>to」の一覧で書いてください。",
    ),
    (flow("a"), "流れ図の箱の書き方が違います。id、kind、label、x、y で書いてください。"),
    (
        flow({**box("a"), "id": "箱"}),
        "流れ図の箱の id「箱」は使えません。英数字の短い id にしてください。",
    ),
    (
        flow(box("a", kind="課")),
        "流れ図の箱の種類「課」はありません。"
        "種類はperson、office、system、file、outsideのどれかにしてください。",
    ),
    (
        flow(box("a", label=1)),
        "流れ図の label に、文字列ではない値が入っています。文字列で書いてください。",
    ),
    (
        flow(box("a", label="あ" * 201)),
        "流れ図の文字が長すぎます（201文字）。200文字までにしてください。",
    ),
    (
        flow(box("a", y=-1)),
        "流れ図の箱の y が、場所を表す数ではありません。0以上60未満の整数で書いてください。",
    ),
    (
        flow(box("a"), edges=["a>b"]),
        "流れ図の矢印の書き方が違います。from、to、label、number で書いてください。",
    ),
    (
        arrows(to="c"),
        "流れ図の矢印の端「c」が、箱の中にありません。"
        "from と to は、nodes にある id にしてください。",
    ),
    (
        arrows(to="a"),
        "流れ図の矢印が、同じ箱から同じ箱へ向かっています。別の箱を結ぶか、矢印を省いてください。",
    ),
    (
        arrows(both="はい"),
        "流れ図の矢印の both が true でも false でもありません。"
        "当てはまるときは true、そうでないときは省いてください。",
    ),
    (
        arrows(number=0),
        "流れ図の矢印の number が、番号ではありません。"
        "1から300までの整数か null で書いてください。",
    ),
]


@pytest.mark.parametrize("data, told", TOLD, ids=map(str, range(len(TOLD))))
def test_answers_that_are_not_taken(data: Any, told: str) -> None:
    with pytest.raises(AnswersError) as refused:
        new_assessment(FORM).answers.fill(data)
    assert f"{refused.value.message}{refused.value.remedy}" == told


def jpeg(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height)).save(out, "JPEG")
    return out.getvalue()


TOO_LARGE = (
    "図の画像が大きすぎます（30MB、5,000万画素、一辺30,000画素まで）。画像を縮小してください。"
)


@pytest.mark.parametrize(
    "data, told",
    [
        (b"GIF89a", "図として使えない形式です。PNGかJPEGの画像に変換してください。"),
        (PNG[: len(PNG) // 2], "図の画像が壊れています。画像を作り直してください。"),
        (jpeg(30_001, 1), TOO_LARGE),
        (
            jpeg(4, 3)[:2] + b"\xff\xe1\0\2" * 60_000 + jpeg(4, 3)[2:],
            "図の画像が、開くのにとても時間のかかる作りになっています。"
            "画像を開いて、PNGで保存し直してください。",
        ),
    ],
    ids=["no picture", "cut off", "too large", "of too many parts"],
)
def test_a_picture_that_is_not_taken(data: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "図.jpg").write_bytes(data)
    with pytest.raises(FileError) as refused:
        read_figure(tmp_path / "図.jpg")
    assert f"{refused.value.message}{refused.value.remedy}" == told
    assert str(refused.value) == f"「{tmp_path / '図.jpg'}」：{told}"
