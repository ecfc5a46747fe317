"""What touches the disk, or bytes that come from outside: reading, writing, locking, limits."""
