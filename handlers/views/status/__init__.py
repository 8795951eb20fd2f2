"""How a municipality's rounds look, and the window in which it tells its status."""
