"""Tests of how software gets its tokens."""
