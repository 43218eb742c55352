"""The smallest programs that a start is compared with; each runs as a process of its own."""
