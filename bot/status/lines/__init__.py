"""Lines of a status that others find and cite: each is a document of its municipality's."""
