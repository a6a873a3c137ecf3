"""Due jobs: every app registers name, interval and a function of the time; one command runs what is due."""

from datetime import datetime

from cms.jobs.registry import Job, find, register, registered, wake

__all__ = ["Job", "find", "health", "register", "registered", "wake"]


def health(at: datetime) -> list[str]:
    """One sentence for each job that did not succeed for too long at `at`; empty when all is well."""
    from cms.jobs.alarms import alarms  # needs the models, which are not loaded when apps register their jobs

    return alarms(at)
