"""The agency's pages in the Wagtail admin: the cockpit, and the definitions with their preview."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.log_actions import log

from cms.users.models import User
from opening.addresses import process_address
from opening.domain import cockpit, definitions, template
from opening.domain.access import LIST, may_start
from opening.domain.missing import RefusedError
from opening.enums import DefinitionKind, DefinitionState
from opening.models import AlteredDefinitionError, Definition

FILTERS = ("", "mine", "silent", "overdue")


@require_safe
@permission_required(LIST, raise_exception=True)
def overview(request: HttpRequest) -> HttpResponse:
    """All running processes: phase, age, blockers, silence; filters stand in the address."""
    assert isinstance(request.user, User)  # the admin is for people who are signed in
    found = cockpit.lines(request.user, at=timezone.now())
    show = request.GET.get("show", "")
    labels = {
        "": pgettext("staff", "All"),
        "mine": pgettext("staff", "Mine"),
        "silent": pgettext("staff", "Silent for more than 30 days"),
        "overdue": pgettext("staff", "Overdue"),
    }
    context = {
        "lines": [(line, process_address(line.process)) for line in cockpit.chosen(found, show)],
        "filters": [
            {"key": key, "label": labels[key], "count": len(cockpit.chosen(found, key)), "current": key == show}
            for key in FILTERS
        ],
        "may_start": may_start(request.user),
    }
    return render(request, "opening/admin/cockpit.html", context)


@require_safe
@permission_required("opening.view_definition", raise_exception=True)
def definition_list(request: HttpRequest) -> HttpResponse:
    """Every version of every definition with its fingerprint and whether it is intact."""
    context = {
        "definitions": Definition.objects.all(),
        "may_publish": request.user.has_perm("opening.publish_definition"),
    }
    return render(request, "opening/admin/definition_list.html", context)


@require_safe
@permission_required("opening.view_definition", raise_exception=True)
def definition_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """A template as a stepper, a catalogue as a list of its indicators, and the difference to what is published."""
    definition = get_object_or_404(Definition, pk=pk)
    try:
        content = definition.read()
    except AlteredDefinitionError as problem:
        messages.error(request, str(problem))
        return redirect("opening_admin:definition_list")
    published = definitions.current(DefinitionKind(definition.kind), definition.key)
    catalogue = definition.kind == DefinitionKind.CATALOGUE
    other = published if published and published != definition else None
    context = {
        "definition": definition,
        "content": content,
        "template": template.of_definition(definition) if definition.kind == DefinitionKind.PROCESS else None,
        "difference": definitions.difference(other.read(), content) if catalogue and other else None,
        "other": other,
        "may_publish": request.user.has_perm("opening.publish_definition")
        and definition.state == DefinitionState.DRAFT,
    }
    return render(request, "opening/admin/definition_preview.html", context)


@require_POST
@permission_required("opening.publish_definition", raise_exception=True)
def definition_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a draft the version that new processes are pinned to."""
    definition = get_object_or_404(Definition, pk=pk)
    try:
        definitions.publish(definition)
    except (RefusedError, AlteredDefinitionError) as problem:
        messages.error(request, str(problem))
    else:
        log(instance=definition, action="opening.definition.publish", user=request.user)
        messages.success(request, pgettext("staff", "Published. Running processes keep their version."))
    return redirect(reverse("opening_admin:definition_list"))


urlpatterns = [
    path("", overview, name="cockpit"),
    path("definitionen/", definition_list, name="definition_list"),
    path("definitionen/<int:pk>/", definition_preview, name="definition_preview"),
    path("definitionen/<int:pk>/veroeffentlichen/", definition_publish, name="definition_publish"),
]
