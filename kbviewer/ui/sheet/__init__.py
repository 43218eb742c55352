"""The window in which a handout is put together: choices on the left, the paper itself on the right."""
