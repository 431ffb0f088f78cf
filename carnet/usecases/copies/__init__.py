"""Copies of records on paper: asked for, decided, composed, handed to the print house, followed."""
