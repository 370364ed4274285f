"""The form of a room."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import Optional

from models.process import Room
from web.fields import CarefulForm, VersionedForm
from web.validators import Between, Line

MOST_PEOPLE = 10_000


class RoomForm(VersionedForm, CarefulForm):
    """Name, address, how many people, how one gets in, and whether meetings are still planned there."""

    name = StringField(_("Name"), [Line(80)])
    address = StringField(_("Address"), [Line(160, required=False)])
    people = IntegerField(
        _("How many people it takes"),
        [Optional(), Between(1, MOST_PEOPLE, _("Write a whole number from 1 to %(most)s.", most=MOST_PEOPLE))],
    )
    access = StringField(_("Access without steps"), [Line(300, required=False)])
    offered = BooleanField(_("Can be chosen for meetings"))

    @classmethod
    def of(cls, room: Room) -> "RoomForm":
        """The form as the room is now."""
        return cls(formdata=None, obj=room, data={"offered": room.is_open})

    def fill(self, room: Room) -> None:
        """Put the answers into the room."""
        room.name, room.address, room.access = str(self.name.data), self.address.data or "", self.access.data or ""
        room.people = self.people.data
