"""Machine translation: the router, and everything that keeps names, money and people's words out of its reach.

`protocol.py` what a provider is · `router.py` who translates which language · `masking.py` what a provider never sees ·
`accepting.py` when an answer is stored · `budget.py` how many words a month · `running.py` a run over one text ·
`suggesting.py` one sentence at the desk · `libretranslate.py`, `deepl.py`, `pseudo.py` the providers.
"""
