"""The 事務の流れ図 against Ⅰ and Ⅱ."""

from __future__ import annotations

from collections.abc import Iterator

from pia_desktop.checks.registry import Edit, Finding, Fix, Severity, Sureness, rule
from pia_desktop.checks.subject import CheckSubject
from pia_desktop.forms.diagram_value import circled

DIAGRAM_DIFFERS = "diagram-differs"
DIAGRAM_NOTES = "diagram-notes"

_FLOW = "process.flow"
_NOTES = "process.notes"
# So many places are named one by one.
_NAMED = 20


@rule(
    DIAGRAM_DIFFERS,
    Severity.NOTICE,
    "様式4：(別添1)「事務の内容」の図は、Ⅰ・Ⅱの記載と同じ事務を表すもの",
    title="流れ図とⅠ・Ⅱの食い違い",
    looks_at="事務の流れ図に、Ⅰのシステム、Ⅱの入手元・委託先・提供先・移転先とその手段が、"
    "今の記載どおりにあるかを見ます。",
    sureness=Sureness.LIKELY,
    items=(_FLOW,),
)
def diagram_differences(subject: CheckSubject) -> Iterator[Finding]:
    """Each box or arrow that is missing, called otherwise, or no longer written."""
    value = subject.get(_FLOW)
    if not value:
        return
    # Few assessments have a diagram, and every start of the window would wait for these.
    from pia_desktop.diagrams.flow_agreement import mismatches
    from pia_desktop.diagrams.flow_model import diagram_of, value_of

    diagram = diagram_of(value)
    for mismatch in mismatches(diagram, subject.answers)[:_NAMED]:
        new = value_of(mismatch.change(diagram))
        yield subject.finding(
            DIAGRAM_DIFFERS,
            _FLOW,
            mismatch.message,
            f"「{mismatch.remedy}」を押すか、図を直してください。",
            compared=(mismatch.address,) if mismatch.address else (),
            fix=Fix(mismatch.remedy, (Edit(_FLOW, new),)),
        )


@rule(
    DIAGRAM_NOTES,
    Severity.NOTICE,
    "様式4：(別添1)「事務の内容」の(備考)は、図の番号を説明するもの",
    title="流れ図の番号の説明",
    looks_at="事務の流れ図の番号ごとに、(備考)に説明の行があるかを見ます。",
    sureness=Sureness.LIKELY,
    items=(_NOTES,),
)
def unexplained_arrows(subject: CheckSubject) -> Iterator[Finding]:
    """Numbers of the diagram that no line of (備考) begins with."""
    value = subject.get(_FLOW)
    if not value:
        return
    from pia_desktop.diagrams.flow_model import diagram_of
    from pia_desktop.diagrams.flow_notes import unexplained_numbers, with_missing_lines

    diagram, text = diagram_of(value), subject.get(_NOTES) or ""
    numbers = unexplained_numbers(diagram, text)
    if numbers:
        label = "(備考)に番号の行を加える"
        yield subject.finding(
            DIAGRAM_NOTES,
            _NOTES,
            f"図の番号{''.join(map(circled, numbers))}の説明が、(備考)にありません。",
            "番号ごとに、誰が何をするのかを(備考)に書いてください。",
            compared=(_FLOW,),
            fix=Fix(label, (Edit(_NOTES, with_missing_lines(diagram, text)),)),
        )
