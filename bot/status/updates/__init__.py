"""Updates: what a municipality's people write of their actions in a round."""
