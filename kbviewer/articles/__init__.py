"""Articles: from a Markdown file to a frozen `Article`."""
