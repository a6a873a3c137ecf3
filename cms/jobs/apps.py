from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Due jobs with lease and heartbeat."""

    name = "cms.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Background runs are worked on by the queue."""
        from cms.jobs.runs import register_job

        register_job()
