"""The generated reference is current, and every map of states covers its enum."""

import pytest

from cms.management.commands.write_reference import FOLDER, pages, state_maps


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_reference_is_current(name: str) -> None:
    assert (FOLDER / name).read_text() == pages()[name], "Renew with: python manage.py write_reference"


@pytest.mark.parametrize(
    ("module", "name", "changes"), list(state_maps()), ids=[name for _module, name, _changes in state_maps()]
)
def test_map_of_states_covers_every_member(module: str, name: str, changes: dict) -> None:
    kind = type(next(iter(changes)))

    assert set(changes) == set(kind)
    assert {to for targets in changes.values() for to in targets} <= set(kind)
