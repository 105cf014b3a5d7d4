"""Settings: one file, every choice of a deployment read from the environment by type.

The defaults suit production and nobody's laptop: no debugging, HTTPS only, no secret of our own. `make run`,
`make dev` and the tests set what they need otherwise; docs/operations.md lists the variables for operators.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.env import Environment

# Lets admin classes and the like say at run time what the type checker reads: `ModelAdmin[Council]`.
django_stubs_ext.monkeypatch()

env = Environment()

BASE_DIR = Path(__file__).resolve().parent.parent

# Everything that is made on this machine and never committed.
DATA_DIR = BASE_DIR / ".data"

DEBUG = env.boolean("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY", default_file=DATA_DIR / "secret_key")
# Where it is read from unless the variable itself holds it: a system check looks who else may.
SECRET_KEY_PATH = env.path("SECRET_KEY_FILE", default=DATA_DIR / "secret_key")
# Earlier keys, which still open what was signed and sealed with them and make nothing new.
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default=("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "config.apps.ProjectConfig",
    "councils.apps.CouncilsConfig",
    "elections.apps.ElectionsConfig",
    "django_htmx",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    # Before staticfiles, so that the development server serves assets the way production does.
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # After those that say how a browser is to treat an answer: that holds for static files too.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.RequestRefusedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Before the protection from forgery, which would answer a request to write in HTML.
    "elections.api.middleware.ApiMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.RefuseNulMiddleware",
    "config.middleware.DatabaseAwayMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "elections.accounts.first_things.FirstThingsMiddleware",
    # Last, so that its page for who is kept out stands in for whatever a form had to say.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Django's own first choice, one at a time in each process.
PASSWORD_HASHERS = ["elections.accounts.hashing.CappedPBKDF2PasswordHasher"]


LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# Database

# Django's own, with files that are private to their owner.
SQLITE = "config.private_sqlite"
POSTGRESQL = "django.db.backends.postgresql"
DJANGOS_SQLITE = "django.db.backends.sqlite3"

# Seconds for which somebody waits for what another has locked, before they are told; 0 leaves it to the database.
# `manage.py` says another number: a load has time.
LOCK_SECONDS = env.natural("DATABASE_LOCK_SECONDS", default=5)


def database_from(url: str) -> dict[str, Any]:
    """Return Django's settings for the database at `url`. Raises ImproperlyConfigured for any but the two we run on."""
    try:
        database: dict[str, Any] = {**dj_database_url.parse(url)}
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL can't be read: {error}") from error
    match database.get("ENGINE"):
        case str(engine) if engine == DJANGOS_SQLITE:
            database["ENGINE"] = SQLITE
            # Django's defaults let two writers meet in the middle of a transaction, where SQLite can only
            # refuse one of them ("database is locked"). IMMEDIATE makes a writer queue at the start instead.
            database["OPTIONS"] = {
                **database.get("OPTIONS", {}),
                "transaction_mode": "IMMEDIATE",
                # To open the file, which several processes may do for the first time at once...
                "timeout": 20,
                # ... and for a turn to write. A connection's own cache is 500 KB, a quarter of what is usual: each
                # thread has one, and the kernel has the whole file in memory.
                "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                " PRAGMA cache_size = -500;"
                + (f" PRAGMA busy_timeout = {LOCK_SECONDS * 1000};" if LOCK_SECONDS else ""),
            }
        case str(engine) if engine == POSTGRESQL:
            # Kept connections are asked for a sign of life before use, so a restarted server fails no request.
            database["CONN_MAX_AGE"] = env.natural("DATABASE_CONN_MAX_AGE", default=600)
            database["CONN_HEALTH_CHECKS"] = True
            if LOCK_SECONDS:
                options = database.setdefault("OPTIONS", {})
                # Before what the address itself says, which holds.
                options["options"] = " ".join(
                    filter(None, (f"-c lock_timeout={LOCK_SECONDS}s", options.get("options")))
                )
        case engine:
            raise ImproperlyConfigured(
                f"DATABASE_URL asks for {engine}: use 'postgres://…' or 'sqlite:///…', which the tests cover."
            )
    return database


DATABASES = {
    "default": database_from(
        env.text("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
    ),
}

# The folder of pg_dump and pg_restore, for backups, where they are not to be found by themselves.
POSTGRES_PROGRAMS = env.text("POSTGRES_PROGRAMS", default="")


# Static files: ours, and Chart.js from where npm put it

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=DATA_DIR / "static")
CHART_JS_DIR = BASE_DIR / "node_modules" / "chart.js" / "dist"
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor/chart.js", CHART_JS_DIR)]

# Names with a hash of the content may be cached for ever; they need `collectstatic` to have run.
STATIC_HASHED = env.boolean("STATIC_HASHED", default=not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
# Nothing but the hashed files is served: who names an asset without {% static %} finds out at the first start.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Source maps have to be there for the hashing, but only developers' tools ask for them.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("br", "gif", "gz", "jpg", "map", "png", "webp", "woff2")


# Pages kept in front of Django (config/page_cache/), and how much memory they may take in each process.
PAGE_CACHE = env.boolean("PAGE_CACHE", default=not DEBUG)
PAGE_CACHE_MB = env.natural("PAGE_CACHE_MB", default=16)


# Security

# Nothing inline and no nonce, so that one stored page serves every reader.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

# One switch for everything that needs HTTPS in front of it. `make run` turns it off for this machine's own browser.
HTTPS = env.boolean("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # A balancer asks from inside, without HTTPS.
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# Whether the other names under a domain can do without HTTP is the operator's to know: off until said.
SECURE_HSTS_SECONDS = env.natural("HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.boolean("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.boolean("HSTS_PRELOAD", default=False)

# Only behind a proxy that always sets this header itself; anywhere else a visitor could forge it.
BEHIND_PROXY = env.boolean("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


# Signing in: Django's accounts, by allauth with a second factor; axes keeps out who fails too often

# The first looks at nothing but who is kept out.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Where the desk sends whoever is not signed in, and where they are led then.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:newest"
LOGOUT_REDIRECT_URL = "home"

# As long as a results night; a session of somebody whose password changed ends there and then.
SESSION_COOKIE_AGE = env.natural("SESSION_HOURS", default=12) * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

REQUIRE_SECOND_FACTOR = env.boolean("REQUIRE_SECOND_FACTOR", default=HTTPS)

# In the database, because all processes share it: a code that one has taken is no good at another, and tries are
# counted together. Nothing but signing in uses it; a migration makes the table.
CACHES = {
    "default": {
        "BACKEND": "config.shared_cache.SharedCache",
        "LOCATION": "shared_for_a_while",
    }
}
ACCOUNT_ADAPTER = "elections.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_FORMS = {
    "login": "elections.accounts.forms.SignInForm",
    "change_password": "elections.accounts.forms.OwnPasswordForm",
    "reauthenticate": "elections.accounts.forms.PasswordAgainForm",
}
# Axes counts failures, for all processes. Sign-ins are not counted: an office shares one address.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
MFA_ADAPTER = "elections.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Overall Control"
MFA_FORMS = {
    "authenticate": "elections.accounts.forms.SecondFactorForm",
    "reauthenticate": "elections.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "elections.accounts.forms.SetUpForm",
}

# By name alone, anybody could keep anybody out.
AXES_HANDLER = "elections.accounts.limits.SignInLimits"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
# With whatever names: more than a whole office mistypes on a night.
MAX_FAILURES_PER_ADDRESS = 60
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
# Trying again while kept out does not make it longer, and is not counted.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "elections.accounts.adapters.client_address"
AXES_LOCKOUT_CALLABLE = "elections.accounts.limits.locked_out"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address", "code"]
# What happened at the door is in our own audit log.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False


# What goes wrong is said on the console, where every way of running a service collects it.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "config.logs.OneLineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", default="INFO").upper()},
    "loggers": {
        # Django's own handlers mail the admins and are silent without DEBUG: leave it to the root.
        "django": {"handlers": [], "propagate": True},
    },
}
