"""The application: wiring only. No rule and no route lives here."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import blueprints
import cli
from gateways.keys import KeyMissing
from web import access, errors, extensions, headers, i18n, mail, submissions, ui
from web.settings import Settings

MEBIBYTE = 2**20


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application from settings, by default those of the environment."""
    settings = settings or Settings.from_env(os.environ)
    for folder in (settings.data_dir, settings.master_key_file.parent):
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Flask(__name__)
    app.config.update(
        PEILI=settings,
        TESTING=settings.testing,
        MAX_CONTENT_LENGTH=9 * MEBIBYTE,
        MAX_FORM_MEMORY_SIZE=MEBIBYTE,
        MAX_FORM_PARTS=500,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        PREFERRED_URL_SCHEME="https" if settings.https else "http",
    )
    if settings.proxies:
        n = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    i18n.install(app)
    extensions.init(app, settings)
    try:
        extensions.attach_keys(settings)
    except KeyMissing:
        app.logger.warning("No master key at %s: confidential texts cannot be opened or saved", settings.master_key_file)
    headers.install(app, settings)
    access.install(app)
    submissions.install(app)
    errors.install(app)
    ui.install(app)
    mail.install(app)
    blueprints.register(app)
    cli.register(app)
    return app
