"""What the tests of cancellations share: pages by the people of the story, and the rows as they stand afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from werkzeug.test import TestResponse

from models.commerce.agreement import Agreement
from models.commerce.cancellation import Cancellation
from models.people import Person
from models.process import Meeting, Participation
from tests.blueprints.process.substitutions.swapping import Swapping


@dataclass(frozen=True)
class Ids:
    """What has been agreed, by id."""

    group: int  # begins in 29 days: Lokkiranta orders and pays for two, Kuusikko for two, Eero for himself
    running: int  # the same, with two meetings behind
    single: int  # Saana on her own money
    open_seat: int  # Joonas in an open group, beside Saana
    seats: dict[str, int]  # participations in the group, by first name
    joonas: int  # his participation in the open group
    tiina: int  # a second account manager


@dataclass
class Counter(Swapping):
    """The running product, its people and what they have agreed."""

    ids: Ids = field(default_factory=lambda: Ids(0, 0, 0, 0, {}, 0, 0))

    @property
    def tiina(self) -> Person:
        """The second account manager."""
        return self.world.session.get_one(Person, self.ids.tiina)

    def cancel(self, by: Person, where: str, fields: dict[str, str] | None = None, *, htmx: bool = False) -> TestResponse:
        """Read the page, tick that it was seen, and send."""
        url = f"/{where}/cancellations"
        return self.visitor(by, htmx=htmx).post(url, page=f"{url}/new", **({"sure": "y"} | (fields or {})))

    def whole(self, key: int) -> str:
        """The address of an agreement."""
        return f"agreements/{key}"

    def fresh(self) -> None:
        """Look at the rows anew."""
        self.world.session.rollback()
        self.world.session.expire_all()

    def agreement(self, key: int) -> Agreement:
        """The agreement as it stands now."""
        self.fresh()
        return self.world.session.get_one(Agreement, key)

    def participation(self, key: int) -> Participation:
        """The participation as it stands now."""
        self.fresh()
        return self.world.session.get_one(Participation, key)

    def cancellations(self) -> list[Cancellation]:
        """All there are."""
        self.fresh()
        return list(self.world.session.scalars(select(Cancellation).order_by(Cancellation.id)))

    def first_meeting(self, key: int) -> Meeting:
        """The first meeting of an agreement's engagement."""
        engagement = self.agreement(key).engagement_id
        query = select(Meeting).where(Meeting.engagement_id == engagement).order_by(Meeting.starts_at)
        return self.world.session.scalars(query).first()  # type: ignore[return-value]

    def day_before_start(self) -> None:
        """Let it be noon of the day before the group begins."""
        self.at(self.first_meeting(self.ids.group).starts_at - timedelta(days=1))
