"""The names of a .pia file's members; docs/file-format.md says what each of them holds."""

from __future__ import annotations

MANIFEST_MEMBER = "manifest.json"
ANSWERS_MEMBER = "answers.json"
LEFTOVERS_MEMBER = "leftovers.json"
VERSIONS_MEMBER = "versions.json"
REVIEWS_MEMBER = "reviews.json"
GENERATED_MEMBER = "generated.json"
NOTES_MEMBER = "notes.json"
CONFIRMATIONS_MEMBER = "confirmations.json"
FIGURES_FOLDER = "figures/"
VERSIONS_FOLDER = "versions/"
