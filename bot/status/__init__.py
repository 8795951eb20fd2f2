"""Rounds, updates and the catalogue of climate actions."""
