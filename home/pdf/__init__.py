"""A page on paper: `parts` reads its words block by block, `edition` puts one PDF together, `codes` names pages."""
