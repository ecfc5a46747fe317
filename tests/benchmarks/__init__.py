"""Speed and memory, measured: `python -m tests.benchmarks`. docs/benchmarks.md says how to read
the table.
"""
