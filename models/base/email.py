"""E-mail addresses: kept as typed, compared by a key."""

import unicodedata
from dataclasses import dataclass
from typing import Self

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from models.base.refusals import DomainError
from models.base.text import TextForbidden, fold, refuse_forbidden, trim

# RFC 5321 section 4.5.3.1.3 leaves 254 characters for an address in its path.
LIMIT = 254


class EmailMalformed(DomainError):
    """Not an address that mail could be sent to."""

    code = "email_malformed"


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An address: `as_typed` is what people see and mail is sent to, `key` is what makes it unique."""

    as_typed: str
    key: str

    @classmethod
    def parse(cls, raw: str | None) -> Self:
        """Read what a person typed. Raises EmailMalformed. The network is never asked."""
        typed = trim(raw or "")
        if len(typed) > LIMIT:
            raise EmailMalformed
        try:
            refuse_forbidden(typed)
            checked = _checked(typed)
            key = f"{fold(checked.local_part)}@{checked.domain}"
            # Folding may make an @ or a blank out of a look-alike: what it makes must be an address too.
            _checked(key)
        except (EmailNotValidError, TextForbidden) as error:
            raise EmailMalformed from error
        if len(key) > LIMIT:
            raise EmailMalformed
        return cls(as_typed=unicodedata.normalize("NFC", typed), key=key)

    def __str__(self) -> str:
        return self.as_typed


def _checked(address: str) -> ValidatedEmail:
    """Check the syntax. The domain comes back in small letters by UTS 46, which keeps ß apart from ss.

    `strict` holds the part before the @ to 64 characters. `test_environment` lets the reserved .test
    names through, as demo data and rehearsals need.
    """
    return validate_email(address, check_deliverability=False, test_environment=True, strict=True)
