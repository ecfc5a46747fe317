"""The program on a Windows Python under wine: `make windows-check`. No tests of pytest's."""
