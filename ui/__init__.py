"""The window: draws what pia_desktop knows, and holds no rule of the form."""
