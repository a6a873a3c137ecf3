"""The public search: folding of letters, an index of its own, and answers in the reader's language first.

How a word is compared: `folding`. What is in the index and when: `documents`, `index`, `following`. What a query asks:
`asking`. How both databases are asked: `engines`. What readers get: `answers`. What nobody found: `misses`.
"""
