"""Files of other people, each given to everything in the program that reads one."""
