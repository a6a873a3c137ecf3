"""Partners of the house: districts, organisations, places, contacts."""

from itertools import count

from cms.network.models import Contact, District, Organisation, Place

_numbers = count(1)


def make_district(name: str = "Langendreer", **fields: object) -> District:
    return District.objects.get_or_create(name=name, defaults={"key": name.lower(), **fields})[0]


def make_organisation(
    name: str = "", *, kind: str = "institution", listed: bool = True, **fields: object
) -> Organisation:
    number = next(_numbers)
    return Organisation.objects.create(
        slug=fields.pop("slug", f"organisation-{number}"),
        name=name or f"Kita Sonnenweg {number}",
        kind=kind,
        listed=listed,
        **fields,
    )


def make_place(name: str = "Mehrgenerationenhaus", **fields: object) -> Place:
    fields.setdefault("district", make_district())
    return Place.objects.create(name=name, street="Zechenstraße 8", postcode="44894", **fields)


def make_contact(
    name: str = "Selin Aydın", *, languages: list[str] | None = None, public: bool = True, **fields: object
) -> Contact:
    return Contact.objects.create(name=name, languages=languages or ["de", "tr"], public=public, **fields)
