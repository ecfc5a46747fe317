"""Building what is handed over: the offline kit for Windows, and what the bundle is made of."""
