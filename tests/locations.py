"""Where the tests find the project and, where it is there, the folder `shared` beside it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "resources" / "sample"
SHARED = ROOT.parent / "shared"
REFERENCE = SHARED / "reference"
REAL = SHARED / "real"
CASES = SHARED / "cases"
