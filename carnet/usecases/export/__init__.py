"""A record prepared to be taken away: asked for, prepared, followed, fetched, removed."""
