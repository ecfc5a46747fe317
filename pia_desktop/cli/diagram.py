"""The command that writes the 事務の流れ図 as a picture: diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pia_desktop.cli.exit_status import DONE, UsageError
from pia_desktop.cli.output_paths import check_output_path

if TYPE_CHECKING:
    import argparse

_ENDINGS = (".svg", ".png", ".pdf")
_FLOW = "process.flow"
_TITLE = "事務の流れ図"


def run_diagram(options: argparse.Namespace) -> int:
    """Write the diagram that the file holds, or the one that its answers suggest."""
    from pia_desktop.changes.state_reference import load_state, split_state
    from pia_desktop.diagrams.flow_model import diagram_of
    from pia_desktop.diagrams.flow_proposal import propose_diagram
    from pia_desktop.files.atomic_write import write_atomic
    from pia_desktop.pdf.diagram_file import diagram_file

    kind = options.out.suffix.lower()
    if kind not in _ENDINGS:
        raise UsageError(
            "出力先の種類が分かりません。",
            f"ファイル名の終わりを{'、'.join(_ENDINGS)}のどれかにしてください。",
            file=options.out,
        )
    check_output_path(options.out, split_state(str(options.file))[0])
    answers = load_state(options.file).answers
    diagram = diagram_of(None if options.propose else answers.get(_FLOW))
    proposed = not diagram.nodes
    if proposed:
        diagram = propose_diagram(answers)
    if not diagram.nodes:
        raise UsageError(
            "図にするものが、まだ書かれていません。",
            "Ⅰのシステムか、Ⅱの特定個人情報ファイルを記入してください。",
            file=options.file,
        )
    write_atomic(options.out, diagram_file(diagram, kind, _TITLE))
    print(f"「{options.out}」に{'案を' if proposed else ''}出力しました。")
    return DONE
