"""Flow diagrams as data: proposed from answers, laid out, compared; and drawn as shapes."""
