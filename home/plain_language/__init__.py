"""Plain language: how hard a text is to read, and which sentences and words to write anew.

`text` cuts HTML into lines, sentences and words; `rules` finds faults in them; `measure` counts (LIX); `pages` asks
about a whole page; `data.yaml` holds every limit and list of words.
"""
