"""Carnet – mon dossier médical partagé: an open implementation of the French shared health record."""
