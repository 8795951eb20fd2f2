"""What people choose in interactive elements: which there are, and what is chosen in them."""
