"""Level files: read, check, write. Knows nothing of how a level is drawn."""
