"""The visibility rule told a second time, in plain Python over plain values, by somebody who has not seen the SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass
class Stay:
    """One stretch of membership."""

    person: int
    start: datetime
    end: datetime | None
    only_this_meeting: bool = False
    manager: bool = False


@dataclass
class Text:
    """One version of one passage: who wrote it when, whom it is about, and everything they said, oldest first."""

    author: int
    written: datetime
    about: list[int]
    said: list[tuple[int, str, str, str | None, datetime]] = field(default_factory=list)  # person, purpose, answer, audience, when

    def last(self, person: int, purpose: str) -> tuple[str, str | None, datetime] | None:
        """The newest thing this person said for the purpose."""
        spoken = [(answer, audience, when) for who, why, answer, audience, when in self.said if (who, why) == (person, purpose)]
        return spoken[-1] if spoken else None


@dataclass
class Scene:
    """One meeting, its company and one passage with its versions."""

    start: datetime
    end: datetime
    process_ended: datetime | None
    attended: set[int]
    stays: list[Stay]
    supervisors: list[tuple[int, datetime, datetime | None]]
    in_advance: dict[int, bool]
    versions: list[Text]


def reads(scene: Scene, who: int, now: datetime) -> int | None:
    """The number of the version that this person reads, counted from 1; None when they read none."""
    open_ones = [number for number, text in enumerate(scene.versions, 1) if _open(scene, text, who, now)]
    return max(open_ones, default=None)


def _open(scene: Scene, text: Text, who: int, now: datetime) -> bool:
    return _alive(scene, text, now) and (_writes(scene, text, who, now) or _is_in_it(scene, text, who) or _is_let(scene, text, who, now))


def _alive(scene: Scene, text: Text, now: datetime) -> bool:
    if scene.process_ended is not None and now >= scene.process_ended + timedelta(days=180):
        return False
    refusals = [said for p in text.about if (said := text.last(p, "record")) is not None and said[0] != "granted"]
    if any(now >= when + timedelta(days=7) for _, _, when in refusals):
        return False
    return now < text.written + timedelta(days=30) or all(_recordable(scene, text, p) for p in text.about)


def _writes(scene: Scene, text: Text, who: int, now: datetime) -> bool:
    colleague = any(s == who and since <= scene.end and (until is None or until > now) for s, since, until in scene.supervisors)
    return who == text.author or (colleague and all(_recordable(scene, text, p) for p in text.about))


def _is_in_it(scene: Scene, text: Text, who: int) -> bool:
    return who in text.about and all(_recordable(scene, text, p) and _willing(text, p) for p in text.about if p != who)


def _is_let(scene: Scene, text: Text, who: int, now: datetime) -> bool:
    if _long_gone(scene, who, now):
        return False
    if not text.about:
        return who in scene.attended
    return all(_recordable(scene, text, p) and _lets(scene, text, p, who) for p in text.about)


def _recordable(scene: Scene, text: Text, person: int) -> bool:
    said = text.last(person, "record")
    return said[0] == "granted" if said else scene.in_advance.get(person, False)


def _willing(text: Text, person: int) -> bool:
    said = text.last(person, "share")
    return said is None or said[0] == "granted"


def _lets(scene: Scene, text: Text, person: int, who: int) -> bool:
    said = text.last(person, "share")
    if said is None or said[0] != "granted":
        return False
    there = who in scene.attended
    if said[1] == "attendees":
        return there
    if said[1] == "group":
        return there or any(
            s.person == who and not s.only_this_meeting and s.start <= scene.start and (s.end is None or s.end > scene.start)
            for s in scene.stays
        )
    return there and not any(s.person == who and s.manager for s in scene.stays)


def _long_gone(scene: Scene, who: int, now: datetime) -> bool:
    mine = [s for s in scene.stays if s.person == who]
    return not any(s.end is None or s.end > now - timedelta(days=30) or s.only_this_meeting for s in mine)
