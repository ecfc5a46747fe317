"""The made-up assessment that the tests of assessments have, and a folder for its backups."""

from tests.assessment.conftest import assessment, backups, document

__all__ = ["assessment", "backups", "document"]
