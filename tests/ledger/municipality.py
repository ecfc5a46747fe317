"""A made-up town with many assessments, for the tests of the 台帳 and the manual's pictures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pia_desktop.assessment import Answers, Assessment, pia_file
from pia_desktop.assessment.publication import publish, record_review
from pia_desktop.files.lock_file import lock_path_of
from pia_desktop.forms import load_form_by_id

BUSINESSES = (
    "住民基本台帳", "個人住民税", "固定資産税", "軽自動車税", "国民健康保険", "後期高齢者医療",
    "介護保険", "国民年金", "児童手当", "児童扶養手当", "子ども・子育て支援", "母子保健",
    "予防接種", "健康増進", "障害者福祉", "生活保護", "公営住宅", "就学援助", "奨学金", "災害対策",
)  # fmt: skip
DEPARTMENTS = (
    "市民生活部市民課", "財政部税務課", "健康福祉部保険年金課", "こども未来部こども家庭課",
    "健康福祉部福祉課", "教育委員会学務課", "総務部危機管理課",
)  # fmt: skip
OPENED_BY = {"user": "tanaka", "pc": "SOMU-PC-012", "process": 1}


@dataclass(frozen=True)
class Town:
    """The folder and what lies in it."""

    folder: Path
    files: tuple[Path, ...]
    broken: tuple[Path, ...]
    newer: Path
    opened: Path


def answers_of(number: int) -> dict[str, Any]:
    """The answers of one assessment of the town."""
    business = BUSINESSES[number % len(BUSINESSES)]
    round_ = number // len(BUSINESSES)
    name = business + ("", "（窓口）", "（滞納整理）", "（給付）")[round_ % 4]
    department = DEPARTMENTS[number % len(DEPARTMENTS)]
    return {
        "cover": {
            "number": str(number + 1),
            "name": f"青空市 {name}に関する事務",
            "agency": "青空市長",
        },
        "business": {
            "name": f"{name}に関する事務",
            "content": f"青空市は、{name}に関する事務を{department}が行う。\n"
            "中間サーバーを使って情報を照会する。",
        },
        "systems": [{"name": f"{business}システム", "functions": "資格と賦課を管理する。"}],
        "department": {"name": department, "head_title": f"{department[-3:]}長"},
        "files": [{"name": f"{business}ファイル", "department": department}],
        "threshold": {
            "subjects": (800, 5_200, 18_000, 120_000, 310_000)[number % 5],
            "staff": (40, 120, 520)[number % 3],
            "accident": False,
        },
    }


def town_assessment(number: int, *, published: str = "", edit: bool = False) -> Assessment:
    """One assessment; published on a day, and changed since with `edit`."""
    form_id = ("youshiki3-2025-05", "youshiki4-2025-05")[number % 2]
    assessment = Assessment(Answers.read(load_form_by_id(form_id), answers_of(number)))
    if published:
        assessment.answers.set("cover.publication_date", published)
        publish(assessment, published)
    if edit:
        assessment.answers.set("department.head_title", "主管課長")
    return assessment


def build_town(folder: Path, count: int = 60) -> Town:
    """Write the town's assessments below a folder: `count` files, three of which are broken, one is
    of a newer program, and one is open on another PC.
    """
    files = []
    for number in range(count):
        department = folder / DEPARTMENTS[number % len(DEPARTMENTS)]
        department.mkdir(parents=True, exist_ok=True)
        path = department / f"{number + 1:03d}_{BUSINESSES[number % len(BUSINESSES)]}.pia"
        year, month = 3 + number % 6, 1 + number % 12
        published = "" if number % 10 == 9 else f"令和{year}年{month}月{1 + number % 28}日"
        assessment = town_assessment(number, published=published, edit=number % 4 == 1)
        if published and number % 3 == 0:
            record_review(assessment, f"令和8年{month}月1日")
        pia_file.save(assessment, path)
        files.append(path)
    broken = (files[-1], files[-2], files[-3])
    broken[0].write_bytes(broken[0].read_bytes()[:700])
    broken[1].write_bytes(b"")
    broken[2].write_bytes(b"PK\x03\x04 no archive")
    newer = files[-4]
    make_newer(newer)
    opened = files[2]
    lock_path_of(opened).write_text(json.dumps(OPENED_BY), "utf-8")
    return Town(folder, tuple(files), broken, newer, opened)


def make_newer(path: Path) -> None:
    """Let a file be one that a program of years to come has written."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps({**manifest, "format": 99}).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
