"""The law. Plain Python: no Django, no database, no network, no clock. Start reading at access/decide.py."""
