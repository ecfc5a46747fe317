"""The page beside the wizard on which two states of an assessment are compared."""
