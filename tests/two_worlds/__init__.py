"""Two worlds, one with something hidden and one without: whoever it is hidden from gets the same bytes in both."""
