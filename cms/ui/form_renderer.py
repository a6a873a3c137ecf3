"""Every form of the house is drawn by the one field template."""

from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """`{{ form }}` and `{{ form.name.as_field_group }}` use the components; widgets stay Django's own."""

    form_template_name = "components/fields.html"
    field_template_name = "components/field.html"
