"""The coverage matrix of the staff: every German text in every language, and what to do next.

`table` reads it, `filters` chooses from it, `bulk` acts on many pieces with a preview, `exports` writes it down.
"""
