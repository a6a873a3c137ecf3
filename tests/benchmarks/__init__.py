"""Measurements with their generators. They print tables with ratios and assert nothing about seconds."""
