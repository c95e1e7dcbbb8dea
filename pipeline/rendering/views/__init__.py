"""What pages print, as frozen values: templates receive nothing else."""
