"""What a template, the command line and the window let a handout be. Loads nothing."""

TEXT_SIZES = (12, 14, 16, 18)
"""Points that the text of a handout may have; all but the first are large print."""

MOST_WEEKS = 12
"""That there may be to tick off."""
