"""Fill in, save and hand in the 特定個人情報保護評価書 (様式3 and 様式4) without a network."""

__version__ = "0.2.0"
