"""What gives a record as a whole: its summary, everything in it, its export."""
