"""Which rule is where.

- May this page be published?            publishing.py
- Is this slug free, or whose is it?     addresses.py
- Is a place open now, who is reachable? hours.py
- Who speaks the reader's language?      people.py
- Which dates does an event have?        occurrences.py
- What may happen to an enquiry?         enquiries.py
"""
