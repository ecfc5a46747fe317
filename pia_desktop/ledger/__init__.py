"""All assessments of the municipality: the 台帳 of a folder, one change through all, 文例."""
