"""How databases of older versions become today's. Configured in code; see `records.schema`."""
