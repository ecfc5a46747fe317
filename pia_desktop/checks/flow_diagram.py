"""The 事務の流れ図 against Ⅰ and Ⅱ."""

from __future__ import annotations

from collections.abc import Iterator

from pia_desktop.checks.registry import Edit, Finding, Fix, Severity, Sureness, rule
from pia_desktop.checks.subject import CheckSubject
from pia_desktop.diagrams.flow_agreement import mismatches
from pia_desktop.diagrams.flow_model import diagram_of, value_of

DIAGRAM_DIFFERS = "diagram-differs"

_FLOW = "process.flow"
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
