"""Settings that hold everywhere; `local`, `test` and `production` name only what differs."""

import warnings
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.conf.locale import LANG_INFO
from django.utils.csp import CSP

from cms.settings.env import read
from cms.settings.machine import machine_translation

ENV = read()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(str(ENV["DATA_DIR"]) or BASE_DIR / "var")
DATA_DIR.mkdir(parents=True, exist_ok=True)  # SQLite makes its file, never the folder

SECRET_KEY = str(ENV["SECRET_KEY"])
DEBUG = False
ALLOWED_HOSTS: list[str] = list(ENV["ALLOWED_HOSTS"])  # type: ignore[call-overload]  # read() checked it
BASE_URL = str(ENV["BASE_URL"])
SITE_NAME = str(ENV["SITE_NAME"])
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
RUN_QUEUE = bool(ENV["RUN_QUEUE"])
METRICS_TOKEN = str(ENV["METRICS_TOKEN"])

# ---------------------------------------------------------------- database
DATABASE_URL = str(ENV["DATABASE_URL"])
if DATABASE_URL.startswith("postgres"):
    DATABASES: dict[str, Any] = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=600)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "house.sqlite3",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"),
            },
        }
    }
IS_POSTGRESQL = DATABASE_URL.startswith("postgres")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---------------------------------------------------------------- applications
INSTALLED_APPS = [
    "cms",
    "cms.ui",
    "cms.calendar",
    "cms.jobs",
    "cms.privacy",
    "cms.mail",
    "cms.users",
    "cms.translation",
    "cms.network",
    "volunteering",
    "opening",
    "home",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.users.wagtail_users.HouseUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tasks_db",
]
if IS_POSTGRESQL:
    INSTALLED_APPS.append("django.contrib.postgres")

MIDDLEWARE = [
    "cms.ui.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.ui.request_id.RequestIdMiddleware",
    "cms.ui.hostile_input.HostileInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.translation.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "cms.users.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.ui.content_policy.ContentPolicyMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csp",
                "cms.ui.context.house",
                "home.context.site_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "cms.ui.templatetags.house",
            ],
        },
    }
]
FORM_RENDERER = "cms.ui.form_renderer.HouseRenderer"

# ---------------------------------------------------------------- accounts
AUTH_USER_MODEL = "users.User"
# One backend, so that each guess of a password reaches the hasher once; allauth's carries the permissions, too.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
STAFF_SECOND_FACTOR = bool(ENV["STAFF_SECOND_FACTOR"])
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "users:landing"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "account_login"

ACCOUNT_ADAPTER = "cms.users.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "cms.users.forms.LoginForm",
    "confirm_login_code": "cms.users.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "cms.users.forms.ConfirmEmailVerificationCodeForm",
    "confirm_password_reset_code": "cms.users.forms.ConfirmPasswordResetCodeForm",
}
# Mail may be slow and reading may take time; three guesses of eight digits stay hopeless.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "cms.users.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "cms.users.forms.AuthenticateForm",
    "reauthenticate": "cms.users.forms.ReauthenticateForm",
    "activate_totp": "cms.users.forms.ActivateTOTPForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
# A row written with every request would cost more than the time of the last one is worth.
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(str(ENV["TRUSTED_PROXIES"]))

# ---------------------------------------------------------------- sessions, cookies, headers
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
# Not in a cookie of its own: there are three cookies and no more.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cms.ui.errors.csrf_failure"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    **{
        f"{kind}-src": [CSP.SELF]
        for kind in ("script", "style", "img", "font", "connect", "media", "worker", "manifest", "frame")
    },
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
}

# ---------------------------------------------------------------- cache, tasks, mail
CACHE_URL = str(ENV["CACHE_URL"])
CACHES: dict[str, Any] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
        if CACHE_URL
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    )
}
# Answers to guests are kept in memory: how long at most, how much a process keeps, how often it asks for changes.
PAGE_CACHE_SECONDS = 300
PAGE_CACHE_BYTES = 32 * 1024 * 1024
PAGE_VERSION_SECONDS = 0.5
TASKS = {
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}


# Whatever is sent through Django becomes a row of the outbox first; the worker sends by "outgoing".
OUTBOX = {"BACKEND": "cms.mail.backend.OutboxBackend"}


def mailers(url: str) -> dict[str, Any]:
    """Django's MAILERS for an address such as smtp://user:password@host:587; empty writes readable files."""
    if not url:
        return {
            "default": OUTBOX,
            "outgoing": {
                "BACKEND": "cms.mail.folder.FolderBackend",
                "OPTIONS": {"folder": DATA_DIR / "mails"},
            },
        }
    parts = urlsplit(url)
    secure = parts.scheme == "smtps"
    return {
        "default": OUTBOX,
        "outgoing": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": parts.hostname or "localhost",
                "port": parts.port or (465 if secure else 587),
                "username": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
                "use_ssl": secure,
                "use_tls": not secure and bool(parts.username),
                "timeout": 20,
            },
        },
    }


MAILERS = mailers(str(ENV["MAIL_URL"]))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = str(ENV["MAIL_FROM"])

# ---------------------------------------------------------------- languages and time
LANG_INFO["de-simple"] = {
    "bidi": False,
    "code": "de-simple",
    "name": "German (easy)",
    "name_local": "Leichte Sprache",
}
LANGUAGE_CODE = "de"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("de", "Deutsch"),
    ("de-simple", "Leichte Sprache"),
    ("en", "English"),
    ("tr", "Türkçe"),
    ("ar", "العربية"),
    ("uk", "Українська"),
    ("ru", "Русский"),
    ("fa", "فارسی"),
    ("fr", "Français"),
]
# The second folder holds our wording of sentences of libraries (allauth's German mixes du and Sie).
LOCALE_PATHS = [BASE_DIR / "locales", BASE_DIR / "locales" / "libraries"]
# How Leichte Sprache cuts long words: "-" (Eltern-Beratung) or "\u00b7" (Eltern·beratung).
EASY_LANGUAGE_SIGN = "-"
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
WAGTAIL_USER_TIME_ZONES = ["Europe/Berlin"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch"), ("en", "English")]

# ---------------------------------------------------------------- paper
# Fonts of PDF files and share cards by language ("" for all others): <name>-Regular.ttf and <name>-Bold.ttf in one of
# the folders. No page loads them. docs/how-to/add-a-language.md says when a language needs one of its own.
FONTS = {"": "NotoSans", "ar": "Vazirmatn", "fa": "Vazirmatn"}
FONT_FOLDERS = [BASE_DIR / "cms" / "ui" / "fonts"]
PDF_FOLDER = DATA_DIR / "pdf"

# ---------------------------------------------------------------- Wagtail
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAIL_AGING_PAGES_ENABLED = False
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "ics"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.ui.documents.DocumentForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 10_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.translation.finish.publish_reviewed"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "cms.translation.machine.localize.RouterTranslator", "OPTIONS": {}}
MACHINE_TRANSLATION: dict[str, Any] = machine_translation(ENV)

# ---------------------------------------------------------------- files
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "cms.ui.assembly.AssemblyFinder",
]
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60
PUBLIC_FORM_MIN_SECONDS = 3
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "cms.ui.request_id.RequestIdFilter"}},
    "formatters": {
        "json": {"()": "cms.ui.json_logs.JsonFormatter"},
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s", "datefmt": "%H:%M:%S"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["request_id"], "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.tasks": {"level": "WARNING"},
        "cms": {"level": "INFO"},
    },
}

SILENCED_SYSTEM_CHECKS: list[str] = []
warnings.filterwarnings("ignore", message="No directory at", module="whitenoise.base")
DEMO = False
