"""The program in a language that nobody speaks, to see what is not translated and what does not fit."""
