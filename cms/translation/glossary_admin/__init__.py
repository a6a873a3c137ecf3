"""The glossary in the admin: its form and lists, and the table of all words that goes out and comes in again."""
