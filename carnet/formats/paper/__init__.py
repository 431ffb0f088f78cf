"""Papers for people: what is printed, handed over or posted, as tagged PDF (PDF/UA-1)."""
