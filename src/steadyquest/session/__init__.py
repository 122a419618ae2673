"""A session: source to signal to game to records, with its pauses; headless play and replay."""
