"""Rows of a listing on stdout."""

from __future__ import annotations


def print_row(*words: str) -> None:
    """A line of tab-separated words, each without its line breaks."""
    print("\t".join(" ".join(word.split()) for word in words))
