"""Programs that `starting` runs in processes of their own."""
