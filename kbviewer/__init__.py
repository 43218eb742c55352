"""kbviewer: a knowledge base for physiotherapy clinics that never needs a network."""

__version__ = "0.1.0"
