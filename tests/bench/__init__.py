"""How good, fast, small and quick to build search is, beside other engines in the same run: ``dev.py bench``."""
