"""A record as a folder that anybody can open: one ZIP, an index in French, tables for spreadsheets."""
