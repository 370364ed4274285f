"""Whether the work outside requests goes on is the administrator's to watch."""

from sqlalchemy import Select, false, select

from models.base.house import Job
from models.people import Person, Role
from policy.rules import rule


def watched_jobs(actor: Person) -> Select[Job]:
    """Every chore of the workers, for an administrator."""
    everything = select(Job)
    return everything if actor.has(Role.ADMIN) else everything.where(false())


@rule("job.list")
def watches_the_worker(actor: Person, _thing: object) -> bool:
    """An administrator sees whether the worker does its chores, how many mails wait and when the last backup was made."""
    return actor.has(Role.ADMIN)
