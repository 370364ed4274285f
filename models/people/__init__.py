"""People: accounts, roles, sign-ins, links, supervisors' profiles."""

from models.people.address_change import AddressChange
from models.people.credential import Credential, CredentialKind, Facts, qualified_supervisors
from models.people.link import LIFETIME, LinkPurpose, LinkSpent, SingleUseLink
from models.people.notification import DeclinedNotice, NoticeKind, NoticeSettings
from models.people.person import LANGUAGES, LastAdministrator, Person, Role, RoleGrant, Theme
from models.people.reset_request import ResetRequest
from models.people.sign_in import SignIn
from models.people.supervisor import DraftChanged, EditedMeanwhile, NothingToPublish, NoTitle, State, Supervisor
from models.people.supervisor_content import PARTS, Content
from models.people.supervisor_records import AlreadyAnswered, Answer, Approval, Publication, Revision
from models.people.supervisor_shown import Photo, ShownExperience, ShownLanguage, ShownPlace
from models.people.throttle import Throttle

__all__ = [
    "LANGUAGES",
    "LIFETIME",
    "PARTS",
    "AddressChange",
    "AlreadyAnswered",
    "Answer",
    "Approval",
    "Content",
    "Credential",
    "CredentialKind",
    "DeclinedNotice",
    "DraftChanged",
    "EditedMeanwhile",
    "Facts",
    "LastAdministrator",
    "LinkPurpose",
    "LinkSpent",
    "NoTitle",
    "NothingToPublish",
    "NoticeKind",
    "NoticeSettings",
    "Person",
    "Photo",
    "Publication",
    "ResetRequest",
    "Revision",
    "Role",
    "RoleGrant",
    "ShownExperience",
    "ShownLanguage",
    "ShownPlace",
    "SignIn",
    "SingleUseLink",
    "State",
    "Supervisor",
    "Theme",
    "Throttle",
    "qualified_supervisors",
]
