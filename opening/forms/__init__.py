"""Forms of the accompanied processes: one field template, errors in words, what was typed stays."""
