"""Write the list of German sentences of the demo for its translators."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.demo.texts import TEMPLATE, catalogue


class Command(BaseCommand):
    help = "Writes cms/demo/texts/texts.pot: every German sentence of the demo pages, people, needs and notices."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the template and say how many sentences it has."""
        template = catalogue()
        template.save(str(TEMPLATE))
        self.stdout.write(f"{len(template)} sentences in {TEMPLATE}")
