"""What people choose of their alerts."""
