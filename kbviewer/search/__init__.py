"""Danish full-text search: analysis, index, query, snippets, evaluation."""
