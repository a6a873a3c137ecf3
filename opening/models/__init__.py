"""Tables of the accompanied processes; rules stand in `opening.domain`."""

from opening.models.assessment import Assessment
from opening.models.definition import AlteredDefinitionError, Definition
from opening.models.document import Document
from opening.models.invite import Invite
from opening.models.item import Item
from opening.models.party import Party
from opening.models.process import Process, Stage
from opening.models.session import Session
from opening.models.sign_off import SignOff

__all__ = [
    "AlteredDefinitionError",
    "Assessment",
    "Definition",
    "Document",
    "Invite",
    "Item",
    "Party",
    "Process",
    "Session",
    "SignOff",
    "Stage",
]
