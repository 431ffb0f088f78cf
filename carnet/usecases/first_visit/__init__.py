"""What is good to look at on a first visit."""
