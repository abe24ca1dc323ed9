"""What a redline is made of: where each change goes, what it says, and why."""
