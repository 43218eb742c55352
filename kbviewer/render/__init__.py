"""From an Article to a safe page."""
