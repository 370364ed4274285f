"""A person's own sign-ins are theirs to see and to end."""

from sqlalchemy import Select, select

from models.people import Person, SignIn
from policy.rules import rule


def own_sign_ins(actor: Person) -> Select[SignIn]:
    """The person's sign-ins that nobody has ended, newest first."""
    return select(SignIn).where(SignIn.person_id == actor.id, SignIn.ended_at.is_(None)).order_by(SignIn.id.desc())


@rule("sign_in.end")
def own(actor: Person, sign_in: SignIn) -> bool:
    """Everybody ends their own sign-ins."""
    return sign_in.person_id == actor.id
