"""Letters: owed, printed, posted, returned."""
