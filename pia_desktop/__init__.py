"""Fill in, save and hand in the 特定個人情報保護評価書 (様式3 and 様式4) without a network."""

import os

# Where lxml is installed, openpyxl parses with that instead of with
# defusedxml: with other limits, and other errors for damaged parts. openpyxl asks for this once,
# when it is imported.
os.environ["OPENPYXL_LXML"] = "False"

__version__ = "0.2.0"
