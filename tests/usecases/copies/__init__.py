"""Copies on paper, from the request to the post."""
