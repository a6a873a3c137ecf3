"""The blocks of the pages. No tables, raw or regex blocks: they would never be translated."""

from home.blocks.links import LinkList, Way
from home.blocks.live import ContactCards, HoursNow, Needs, NextEvents
from home.blocks.media import Document, Picture
from home.blocks.phone import PhoneBlock
from home.blocks.words import CallOut, FactsBox, Paragraph, Question, Step, Steps

BODY = [
    ("paragraph", Paragraph()),
    ("steps", Steps()),
    ("facts", FactsBox()),
    ("call_out", CallOut()),
    ("question", Question()),
    ("picture", Picture()),
    ("links", LinkList()),
    ("document", Document()),
    ("contacts", ContactCards()),
    ("places", HoursNow()),
    ("events", NextEvents()),
    ("needs", Needs()),
]

__all__ = ["BODY", "PhoneBlock", "Question", "Step", "Way"]
