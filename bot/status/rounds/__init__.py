"""Rounds: each municipality is asked how its climate actions go, and one of its people answers."""
