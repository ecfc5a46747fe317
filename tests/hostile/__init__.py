"""Files that somebody made to do harm, one of each kind, through the command line's functions."""
