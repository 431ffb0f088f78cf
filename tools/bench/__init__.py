"""`make bench`: how fast the hot requests are on this machine, beside what PostgreSQL itself does with their SQL."""
