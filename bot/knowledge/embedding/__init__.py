"""From texts to vectors: by the model that comes along, or by a server's."""
