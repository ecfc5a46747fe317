"""The half of install.cmd and uninstall.cmd that Python does: `python setup VERB ...`."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from preparation import prepare
from refusal import Refusal
from registration import register, remove, unregister

HOME = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """Run one verb; 0 if it is done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        _run(*arguments)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"ファイルを扱えませんでした（{error}）。", file=sys.stderr)
        return 1
    return 0


def _run(verb: str, *places: str) -> None:
    if verb == "prepare":
        fresh, installed = map(Path, places[:2])
        prepare(fresh, installed, shared="shared" in places[2:])
        return
    from windows import CurrentUser

    menu = Path(os.environ["APPDATA"], "Microsoft", "Windows", "Start Menu", "Programs")
    if verb == "register":
        version = (HOME / "setup" / "VERSION").read_text("utf-8").strip()
        register(CurrentUser(), HOME, menu, version)
        return
    if verb == "unregister":
        unregister(CurrentUser(), HOME, menu)
        print("スタートメニューとファイルの種類の登録を取り消しました。プログラムは残っています。")
        return
    left = remove(CurrentUser(), HOME, menu)
    print("pia-desktop を取り除きました。作った評価書と控えは残っています。")
    for path in left:
        print(f"残っているもの：{path}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
