"""Settings of the newsroom: every value that differs between installations comes from the environment.

Importing this file starts nothing. `docs/reference/settings.md` describes each name of the table.
"""

import os
from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from newsroom.core import crypto, language_settings, log_settings, publication, settings_faults

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env(
    DEBUG=(bool, False),
    DEMO=(bool, False),
    SECRET_KEY=(str, ""),
    ALLOWED_HOSTS=(list, []),
    SITE_URL=(str, ""),
    DATABASE_URL=(str, ""),
    DATABASE_CONN_MAX_AGE=(int, 60),
    WEB_HOST=(str, "127.0.0.1"),
    PORT=(int, 8000),
    WEB_WORKERS=(int, 2),
    EMAIL_URL=(str, "consolemail://"),
    DEFAULT_FROM_EMAIL=(str, "newsroom@localhost"),
    SENDER_NAMES=(dict, {}),
    LANGUAGES=(str, "en,ru"),
    TIME_ZONE=(str, "Europe/Amsterdam"),
    PUBLICATION_NAME=(str, ""),
    BLOCK_AI_CRAWLERS=(bool, False),
    INDEXNOW_KEY=(str, ""),
    INDEXNOW_ENDPOINT=(str, "https://api.indexnow.org/indexnow"),
    TRUSTED_PROXY_COUNT=(int, 0),
    SECURE_PROXY_SSL_HEADER=(str, ""),
    SECURE_SSL_REDIRECT=(bool, True),
    SECURE_HSTS_SECONDS=(int, 31_536_000),
    SEALING_KEYS=(list, []),
    LOOKUP_KEY=(str, ""),
    RECEIPT_PREFIX=(str, ""),
    INSTALLATION_ID=(str, ""),
    STRIPE_SECRET_KEY=(str, ""),
    STRIPE_WEBHOOK_SECRETS=(list, []),
    STRIPE_PRODUCT_ID=(str, ""),
    STRIPE_STATEMENT=(str, ""),
    STRIPE_API_BASE=(str, ""),
    STRIPE_CHECKOUT_ORIGINS=(list, ["https://checkout.stripe.com"]),
    STRIPE_DASHBOARD=(str, "https://dashboard.stripe.com"),
    STRIPE_EXCLUDED_METHODS=(list, []),
    LIVE=(bool, False),
    JOURNAL_FILE=(str, str(BASE_DIR / "var" / "journal.jsonl")),
    MEDIA_ROOT=(str, str(BASE_DIR / "var" / "media")),
    STATIC_ROOT=(str, str(BASE_DIR / "var" / "static")),
    EXTRA_APPS=(list, []),
    OWN_FILES=(str, ""),
)
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")
_kinds = {name: kind for name, (kind, _default) in env.scheme.items()}
if _fault := settings_faults.mistyped(os.environ, _kinds, env.EMAIL_SCHEMES):
    raise ImproperlyConfigured(_fault)


def required(name: str, sentence: str, *, unless_demo: bool = False) -> str:
    """Return a value that production cannot do without, or refuse to start with one sentence."""
    value: str = env.str(name, default="")
    if not (value or DEBUG or (DEMO and unless_demo)):
        raise ImproperlyConfigured(f"{name} is not set: {sentence}")
    return value


DEBUG: bool = env("DEBUG")
DEMO: bool = env("DEMO")
SECRET_KEY = required("SECRET_KEY", "give it 50 random characters and keep them secret.") or "only-for-debug"
required("ALLOWED_HOSTS", "name the hosts that this site answers for, separated by commas.")
ALLOWED_HOSTS: list[str] = env("ALLOWED_HOSTS")
SITE_URL = (
    required("SITE_URL", "give the address of the site as readers type it, such as https://news.example.")
    or "http://localhost:8000"
).rstrip("/")
PUBLICATION_NAME = (
    required("PUBLICATION_NAME", "give the name that readers know, such as The Example.", unless_demo=True)
    or "Newsroom"
)
WEB_HOST: str = env("WEB_HOST")
PORT: int = env("PORT")
WEB_WORKERS: int = env("WEB_WORKERS")

INSTALLED_APPS = [
    "newsroom",
    "newsroom.core.apps.CoreConfig",
    "articles",
    "donations",
    "django_prose_editor",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "newsroom.core.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *(["newsroom.demo"] if DEBUG or DEMO else []),
    *env("EXTRA_APPS"),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.core.web.static_serving.StaticFilesMiddleware",
    "newsroom.core.web.bounded_requests.BoundedRequestsMiddleware",
    "newsroom.core.web.compression.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsroom.core.web.content_security.DeskPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.core.web.page_language.PageLanguageMiddleware",
    "newsroom.core.desk.form_owner.FormOwnerMiddleware",
    "newsroom.core.desk.second_factor.LostKeyMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
APPEND_SLASH = True

# What the installation has of its own stands before what we have.
OWN_FILES: str = env("OWN_FILES")
_roots = [*([Path(OWN_FILES)] if OWN_FILES else []), BASE_DIR]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [root / "templates" for root in _roots],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context_processors.publication",
            ],
        },
    },
]

# For DEBUG and the demo, manage.py starts a private server and names it.
_database = required("DATABASE_URL", "name it as in postgres://user:password@host/name.", unless_demo=True)
DATABASES = {"default": env.db_url_config(_database or "postgres:///newsroom")}
DATABASES["default"]["CONN_MAX_AGE"] = env("DATABASE_CONN_MAX_AGE")
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The database cache is shared by all processes: log-in attempts are counted once for all of them.
# So many that guessing from many places does not push the counts of others out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "newsroom.core.desk.accounts.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
SESSION_ENGINE = "newsroom.core.sessions"
ALLAUTH_TRUSTED_PROXY_COUNT: int = env("TRUSTED_PROXY_COUNT")
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "newsroom.core.desk.second_factor.SecondFactorAdapter"
MFA_TOTP_ISSUER = PUBLICATION_NAME
MFA_FORMS = {
    "add_webauthn": "newsroom.core.desk.security_keys.AddKeyForm",
    "edit_webauthn": "newsroom.core.desk.security_keys.RenameKeyForm",
    "authenticate": "newsroom.core.desk.code_forms.CodeForm",
    "reauthenticate": "newsroom.core.desk.code_forms.CodeAgainForm",
}

EMAIL_CONFIG = env.email_url("EMAIL_URL")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL: str = env("DEFAULT_FROM_EMAIL")
SENDER_NAMES: dict[str, str] = env("SENDER_NAMES")

LANGUAGES = language_settings.read(env("LANGUAGES"))
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["newsroom.core.formats"]
TIME_ZONE: str = env("TIME_ZONE")

BLOCK_AI_CRAWLERS: bool = env("BLOCK_AI_CRAWLERS")
INDEXNOW_KEY: str = env("INDEXNOW_KEY")
INDEXNOW_ENDPOINT: str = env("INDEXNOW_ENDPOINT")

STATIC_URL = "/static/"
STATIC_ROOT = env("STATIC_ROOT")
STATICFILES_DIRS = [root / "static" for root in _roots if (root / "static").is_dir()]
STATICFILES_FINDERS = [
    "newsroom.core.web.static_files.JoiningFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = env("MEDIA_ROOT")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "jpg", "jpeg", "png", "webp", "gif", "woff2", "br", "gz"]

# A photo of 25 MB is the largest thing that anybody may send; a story is far smaller.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "newsroom.core.web.request_bodies.BoundedUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, *env("STRIPE_CHECKOUT_ORIGINS")],
    }
}

# The demo runs on http://127.0.0.1 alone; everywhere else cookies travel over HTTPS only.
SECURE_COOKIES = not (DEMO or DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "newsroom.core.web.rejected_forms.csrf_failure"
SECURE_SSL_REDIRECT = SECURE_COOKIES and env("SECURE_SSL_REDIRECT")
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # Asked by machines next door, over plain HTTP.
SECURE_HSTS_SECONDS = env("SECURE_HSTS_SECONDS") if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_COOKIES
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SSL_HEADER: str = env("SECURE_PROXY_SSL_HEADER")
if SSL_HEADER:
    header, _, value = SSL_HEADER.partition("=")
    SECURE_PROXY_SSL_HEADER = (header.strip(), value.strip() or "https")

# Supporters' addresses are sealed with these keys; without them the support page stays closed.
SEALING_KEYS: list[str] = env("SEALING_KEYS")
LOOKUP_KEY: str = env("LOOKUP_KEY")
if _fault := crypto.fault_in(SEALING_KEYS, LOOKUP_KEY):
    raise ImproperlyConfigured(_fault)
JOURNAL_FILE: str = env("JOURNAL_FILE")
RECEIPT_PREFIX: str = env("RECEIPT_PREFIX") or publication.initials(PUBLICATION_NAME)
INSTALLATION_ID: str = env("INSTALLATION_ID") or ("here" if DEBUG or DEMO else "")
STRIPE_SECRET_KEY: str = env("STRIPE_SECRET_KEY")
STRIPE_WEBHOOK_SECRETS: list[str] = env("STRIPE_WEBHOOK_SECRETS")
STRIPE_PRODUCT_ID: str = env("STRIPE_PRODUCT_ID")
STRIPE_STATEMENT: str = env("STRIPE_STATEMENT")
STRIPE_CHECKOUT_ORIGINS: list[str] = env("STRIPE_CHECKOUT_ORIGINS")
STRIPE_DASHBOARD = env("STRIPE_DASHBOARD").rstrip("/")
STRIPE_EXCLUDED_METHODS: list[str] = env("STRIPE_EXCLUDED_METHODS")
STRIPE_API_BASE: str = env("STRIPE_API_BASE")

if _fault := settings_faults.first(globals(), live=env("LIVE")):
    raise ImproperlyConfigured(_fault)

PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 4}  # Reconciling takes one lane, receipts another.
SILENCED_SYSTEM_CHECKS = ["django_prose_editor.W004"]  # articles.body sanitises, in one place

LOGGING = log_settings.LOGGING
