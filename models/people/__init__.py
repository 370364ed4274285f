"""People: accounts, roles, sign-ins, links, supervisors' profiles."""

from models.people.address_change import AddressChange
from models.people.credential import Credential, CredentialKind, qualified_supervisors
from models.people.link import LIFETIME, LinkPurpose, LinkSpent, SingleUseLink
from models.people.person import LANGUAGES, LastAdministrator, Person, Role, RoleGrant, Theme
from models.people.reset_request import ResetRequest
from models.people.sign_in import SignIn
from models.people.throttle import Throttle

__all__ = [
    "LANGUAGES",
    "LIFETIME",
    "AddressChange",
    "Credential",
    "CredentialKind",
    "LastAdministrator",
    "LinkPurpose",
    "LinkSpent",
    "Person",
    "ResetRequest",
    "Role",
    "RoleGrant",
    "SignIn",
    "SingleUseLink",
    "Theme",
    "Throttle",
    "qualified_supervisors",
]
