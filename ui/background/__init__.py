"""What goes on beside the window: timers, threads, watching files, the last error hook."""
