"""Whether what a model claims stands in what it quotes."""

from bot.asking.claims.check import Claim, Weakness, literal, weakness

__all__ = ["Claim", "Weakness", "literal", "weakness"]
