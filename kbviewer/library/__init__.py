"""What a person keeps: bookmarks."""
