"""What changed between two states of an assessment, and the rows of 変更箇所 that say so."""
