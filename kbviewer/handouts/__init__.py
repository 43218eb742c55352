"""From an Article to paper."""
