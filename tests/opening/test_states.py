"""Every map of states covers its enum, and the one door lets through exactly what the map says (`opening.md` 3.3)."""

from itertools import product
from typing import Any

import pytest
from django.db import models

from opening import enums
from opening.domain.changes import change
from opening.domain.missing import RefusedError
from opening.models import Item
from opening.obstacles import Obstacle
from tests.make.opening import (
    AT,
    make_assessment,
    make_definitions,
    make_document,
    make_invite,
    make_item,
    make_party,
    make_process,
    make_session,
    running,
)

E = enums

# The pictures of 3.3, written down a second time.
ALLOWED: dict[type[models.TextChoices], set[tuple[str, str]]] = {
    E.DefinitionState: {("draft", "published"), ("published", "retired")},
    E.ProcessState: {
        ("draft", "offered"),
        ("offered", "active"),
        ("active", "paused"),
        ("paused", "active"),
        ("active", "concluded"),
        ("concluded", "archived"),
        ("draft", "cancelled"),
        ("offered", "cancelled"),
        ("active", "cancelled"),
        ("paused", "cancelled"),
    },
    E.StageState: {
        ("pending", "active"),
        ("active", "in_review"),
        ("in_review", "signed"),
        ("in_review", "active"),
        ("active", "skipped"),
        ("signed", "active"),
    },
    E.PartyState: {("invited", "active"), ("active", "left"), ("invited", "declined")},
    E.ItemState: {
        ("open", "in_progress"),
        ("in_progress", "open"),
        ("in_progress", "blocked"),
        ("blocked", "in_progress"),
        ("open", "done"),
        ("in_progress", "done"),
        ("blocked", "done"),
        ("done", "verified"),
        ("open", "dropped"),
        ("in_progress", "dropped"),
        ("blocked", "dropped"),
        ("done", "dropped"),
        ("done", "in_progress"),
        ("verified", "in_progress"),
    },
    E.SessionState: {
        ("planned", "held"),
        ("held", "minuted"),
        ("minuted", "approved"),
        ("minuted", "held"),
        ("planned", "cancelled"),
    },
    E.AssessmentState: {
        ("draft", "open"),
        ("open", "closed"),
        ("closed", "rated"),
        ("rated", "released"),
        ("draft", "rated"),
        ("draft", "void"),
        ("open", "void"),
        ("closed", "void"),
        ("rated", "void"),
    },
    E.DocumentState: {
        ("draft", "shared"),
        ("shared", "signed"),
        ("draft", "withdrawn"),
        ("shared", "withdrawn"),
        ("signed", "withdrawn"),
    },
    E.InviteState: {("created", "sent"), ("sent", "used"), ("created", "revoked"), ("sent", "revoked")},
}

MAPS: dict[type[models.TextChoices], Any] = {
    E.DefinitionState: E.DEFINITION_CHANGES,
    E.ProcessState: E.PROCESS_CHANGES,
    E.StageState: E.STAGE_CHANGES,
    E.PartyState: E.PARTY_CHANGES,
    E.ItemState: E.ITEM_CHANGES,
    E.SessionState: E.SESSION_CHANGES,
    E.AssessmentState: E.ASSESSMENT_CHANGES,
    E.DocumentState: E.DOCUMENT_CHANGES,
    E.InviteState: E.INVITE_CHANGES,
}

REASONS = {
    "close_reason": "Umzug",
    "pause_reason": "Umzug",
    "skip_reason": "Umzug",
    "drop_reason": "Umzug",
    "block_reason": "Umzug",
    "cancel_reason": "Umzug",
    "withdraw_reason": "Umzug",
}


def a_row(state: type[models.TextChoices]) -> models.Model:
    """One row of the table that has these states."""
    make_definitions()
    row = make_process()
    if state is E.DefinitionState:
        return row.definition
    if state is E.ProcessState:
        return row
    if state is E.StageState:
        return running(row)
    if state is E.PartyState:
        return make_party(row, "sponsor")
    if state is E.ItemState:
        return make_item(row, "measure")
    if state is E.SessionState:
        return make_session(row)
    if state is E.AssessmentState:
        return make_assessment(row, "baseline")
    if state is E.DocumentState:
        return make_document(row)
    return make_invite(row, make_party(row, "sponsor", state="invited"), at=AT)[0]


@pytest.mark.django_db
@pytest.mark.parametrize("state", MAPS, ids=lambda state: state.__name__)
def test_door_lets_through_exactly_what_the_picture_shows(state: type[models.TextChoices]) -> None:
    row = a_row(state)
    table = type(row)._default_manager.filter(pk=row.pk)
    names = {field.name for field in row._meta.get_fields()}
    reasons = {name: text for name, text in REASONS.items() if name in names}
    passed: set[tuple[str, str]] = set()
    refused: set[str] = set()

    for old, new in product(state, state):
        table.update(state=old, **reasons)
        row.refresh_from_db()
        try:
            change(row, new, MAPS[state])
        except RefusedError as refusal:
            refused.add(refusal.obstacle)
            assert table.get().state == old
        else:
            passed.add((old.value, new.value))
            assert table.get().state == new

    assert passed == ALLOWED[state]
    assert refused == {Obstacle.NOT_FROM_HERE}


@pytest.mark.parametrize("state", MAPS, ids=lambda state: state.__name__)
def test_map_covers_every_member(state: type[models.TextChoices]) -> None:
    assert set(MAPS[state]) == set(state)


@pytest.mark.django_db
def test_door_refuses_when_somebody_else_was_faster() -> None:
    item = make_item(make_process(), "measure")
    Item.objects.filter(pk=item.pk).update(state=E.ItemState.DONE)

    with pytest.raises(RefusedError) as refusal:
        change(item, E.ItemState.IN_PROGRESS, E.ITEM_CHANGES)

    assert refusal.value.obstacle == Obstacle.CHANGED_MEANWHILE
