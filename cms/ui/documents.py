"""The form for documents in the admin: Wagtail's own takes any file with any content."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm

from cms.ui.uploads import check_upload


class DocumentForm(BaseDocumentForm):
    """Takes a file only when name, content and size are in order."""

    def clean_file(self) -> Any:
        """The file, checked when it is a new one."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_upload(file, settings.WAGTAILDOCS_EXTENSIONS)
        return file
