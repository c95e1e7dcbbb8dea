"""What `roadmap explain` tells, part by part."""
