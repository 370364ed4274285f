"""What roles are called."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from models.people import Role

ROLES: Final[dict[Role, LazyString]] = {
    Role.ADMIN: _("Administrator"),
    Role.ACCOUNT_MANAGER: _("Account manager"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.DPO: _("Data protection officer"),
    Role.AUDITOR: _("Auditor"),
}
