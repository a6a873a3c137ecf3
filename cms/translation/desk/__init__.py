"""The translator's desk: what to do, one text in one language, its preview, and the look of the second person."""
