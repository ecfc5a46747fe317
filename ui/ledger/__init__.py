"""The 台帳 window: all assessments of a folder, and what is done with several of them at once."""
