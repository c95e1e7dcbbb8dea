"""What to make, under which name, in which process."""
