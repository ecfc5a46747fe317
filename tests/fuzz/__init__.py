"""Mutated files against all readers: ``python -m tests.fuzz``."""
