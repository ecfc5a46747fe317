"""What the municipality wrote: answers, the .pia file, and where it is kept."""

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.model import Assessment, fill, from_json, new_assessment
from pia_desktop.files.json_reader import read_json

__all__ = ["Answers", "Assessment", "fill", "from_json", "new_assessment", "read_json"]
