"""The catalogue of climate actions (indsatskatalog)."""
