"""The consent invariant: no content event without the purpose in force for everyone present at its index.

It is recomputed from joins, leaves and consent facts. What the log says of its own gate (`gate.opened`) is
compared with that and must agree; it is never the reason why something is allowed. A line or a picture must be
of a person who is there, a grant must answer the newest notice sent to its person, once that was shown, and a
nudge must be the rep's.

What cannot be read is read as the gate reads it: a grant that names an unknown purpose gives nothing, what
ends an agreement takes everything, somebody who joined by an event that cannot be read keeps the gate shut,
and a change that cannot be read may have been anything.
"""
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from signed import Violation, demand

MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

PURPOSES = {"live_transcription", "storage", "ai_analysis", "screen_frames", "crm_lookup", "sharing",
            "follow_up"}
TO_OPEN = {"live_transcription", "storage"}  # what the gate needs to open at all
ROLES = ("rep", "prospect", "colleague", "observer")
KINDS = ("standard", "sip", "connector", "agent", "egress", "ingress")
NOT_HUMAN = ("agent", "egress", "ingress")   # every other kind counts as human
OUR_SIDE = ("rep", "colleague", "observer")
LOOKUPS = ("resolved", "unknown", "failed")
AGREEING = ("consent.granted", "consent.basis-recorded", "consent.asserted")
STOPPING = ("consent.refused", "consent.withdrawn", "consent.timed-out", "consent.expired",
            "consent.reconsent-required")
NEEDS = {
    "speech.line-transcribed": {"live_transcription"},
    "speech.turn-completed": {"live_transcription"},
    "speech.statement-met": {"live_transcription", "ai_analysis"},
    "screen.frame-sampled": {"screen_frames"},
    "knowledge.passages-retrieved": {"ai_analysis"},
    "model.invoked": {"ai_analysis"},
    "nudge.decided": {"ai_analysis"},
    "nudge.sent": {"ai_analysis"},
}
CARRIES = {"microphone": "live_transcription", "screenshare": "screen_frames"}
ADVICE = ("nudge.decided", "nudge.sent", "nudge.acknowledged")
BEGINS = {"speech.line-transcribed": "startMicros", "screen.frame-sampled": "atMicros"}
TOOLS = ("tool.called", "tool.approval-asked")
NAMED = {  # these need the purpose that data.purpose names, which must be one of
    "tool.called": ("ai_analysis", "crm_lookup"),
    "tool.approval-asked": ("ai_analysis", "crm_lookup"),
    "track.subscribed": ("live_transcription", "screen_frames"),  # no content, but checked like it
    "egress.requested": ("live_transcription", "ai_analysis", "crm_lookup"),  # no content, but checked like it
}


def microseconds(moment, index):
    """A moment in the one form allowed (UTC, six decimals, Z) as microseconds since 1970."""
    try:
        demand(MOMENT.fullmatch(moment), "", index)
        return (datetime.fromisoformat(moment) - EPOCH) // timedelta(microseconds=1)
    except (Violation, TypeError, ValueError):
        raise Violation("a time that is not RFC 3339 in UTC with six decimals and Z", index) from None


def is_content(kind):
    return kind in NEEDS or kind in TOOLS or kind.startswith("speech.")


def goes_outside(kind, data):
    """Whether a request goes to an outside processor: one that does not say that it stays inside does."""
    return kind == "egress.requested" and data.get("outside") is not False


def needs(kind, data, index):
    """The purposes that an event of this type needs; none for most types."""
    if kind in NAMED:
        purpose = data.get("purpose", "ai_analysis" if kind in TOOLS else None)
        demand(purpose in NAMED[kind], f"{kind} names none of the purposes it may have", index)
        if kind == "track.subscribed":
            demand(CARRIES.get(text(data, "source")) == purpose,
                   "a track is received for another purpose than what it carries is for", index)
        return {purpose} | ({"sharing"} if goes_outside(kind, data) else set())
    return NEEDS.get(kind) or ({"live_transcription"} if kind.startswith("speech.") else set())


@dataclass
class Person:
    """What the log has said so far of one participant. Without a join on record: a human without a role."""
    role: "str | None" = None
    kind: "str | None" = None
    named: bool = False                       # an egress that the policy names
    known: bool = False                       # has joined before
    present: bool = False
    agreed: set = field(default_factory=set)  # the purposes satisfied: by grant, by basis or by assertion
    ended: set = field(default_factory=set)   # those that were, until the call ended
    shared: bool = False                      # several people may be behind the device
    heads: "int | None" = None                # how many, as somebody attested
    minor: bool = False                       # not of age
    failed: bool = False                      # their place could not be looked up, or their join not read
    notice: "str | None" = None               # the digest of the newest notice sent to them
    shown: bool = False                       # whether it was shown since

    @property
    def human(self):
        return self.kind not in NOT_HUMAN


class Call:
    """The gate of one call, recomputed entry by entry."""

    def __init__(self):
        self.people = {}                   # pseudonym: Person
        self.started = None                # microseconds since 1970
        self.asked = None                  # the purposes that the policy asks for
        self.shut = "it was never opened"  # why the gate is not open; None while it is
        self.since = None                  # when live_transcription last came into force
        self.read_since = None             # when ai_analysis did; None while it is not in force
        self.unread = set()                # the lines and pictures that began before that, by their versions
        self.blind = False                 # whether the coach's connection to the room is lost
        self.ended = False                 # whether call.closed was seen
        self.minors = set()                # the pseudonyms of those ever known not to be of age
        self.heard = set()                 # the pseudonyms of whom there is a line, a turn or a frame

    def in_force(self):
        """The purposes asked for, to which every human present has agreed."""
        agreed = [person.agreed for person in self.people.values() if person.present and person.human]
        if agreed and self.asked is not None:
            agreed.append(self.asked)
        return set.intersection(*agreed) if agreed else set()

    def asks_for(self, purpose):
        """Whether the call asks for it still; where nothing says which it asks for, for all."""
        return self.asked is None or purpose in self.asked

    def may_be_followed_up(self):
        """Whether the call is over and everyone of whom it has something agrees to follow_up still."""
        agreed = [self.people[one].agreed if one in self.people and one not in self.minors else set()
                  for one in self.heard]
        return (self.ended and self.asks_for("follow_up") and bool(agreed)
                and all("follow_up" in purposes for purposes in agreed))

    def may_be_shared(self):
        """Whether an outside processor may work on it then: what only ended with the call counts."""
        return self.asks_for("sharing") and all("sharing" in self.people[one].agreed | self.people[one].ended for one in self.heard)

    def obstacle(self):
        """Why the gate may not be open now; None if it may."""
        if self.blind:
            return "the coach's connection to the room is lost"
        present = [person for person in self.people.values() if person.present]
        roles = [person.role for person in present if person.human]
        if "rep" not in roles:
            return "no rep is present"
        if not any(isinstance(role, str) and role not in OUR_SIDE for role in roles):
            return "nobody of the other side is present"
        if not TO_OPEN <= self.in_force():
            return "someone present has not agreed to live_transcription and storage"
        if any(person.kind == "egress" and not person.named for person in present):
            return "an egress that the policy does not name is present"
        if any(person.failed for person in present if person.human):
            return "somebody is present whose place could not be looked up, or whose join cannot be read"
        if any(person.minor for person in present if person.human):
            return "somebody who is not of age is present"
        if any(person.shared and not attests(person.heads) for person in present if person.human):
            return "a device is present that several people share, and nobody has said how many"
        return None

    def take(self, index, event):
        kind, data = event["type"].removeprefix("aside."), event.get("data", {})
        if kind == "call.opened":
            started = microseconds(data.get("startedAt"), index)
            self.started = started if self.started is None else self.started  # the first one counts
        elif kind in ("call.connection-lost", "call.connection-restored"):
            self.blind = kind == "call.connection-lost"
            self.look(index)
            self.ask(index, data)
        elif kind == "call.resumed":
            if "terms" in data:  # an earlier form could only go on under the terms of call.opened
                demand(isinstance(data["terms"], dict), "call.resumed states no terms that can be read", index)
                self.ask(index, data["terms"])
        elif kind in AGREEING + STOPPING or kind.startswith("participant."):
            self.take_fact(index, kind, event.get("subject"), data)
        elif kind in ("consent.notice-sent", "consent.notice-shown"):
            self.take_notice(index, kind, self.people.get(event.get("subject"), Person()), data)
        elif kind == "gate.opened":
            self.open(index, data, microseconds(event["time"], index))
        elif kind in ("gate.held", "gate.closed", "call.closed"):
            self.shut = f"entry {index} ended it"
            self.ended = self.ended or kind == "call.closed"
        else:
            if event.get("subject") and (kind.startswith("speech.") or kind == "screen.frame-sampled"):
                self.heard.add(event["subject"])
            person = self.people.get(event.get("subject"), Person())
            self.take_content(index, event["version"], kind, person, data)
            if kind in ADVICE:
                demand(person.role == "rep" and person.human, f"{kind} of somebody who is not the rep", index)

    def ask(self, index, terms):
        """Takes note of the purposes asked for; where nothing says which, all are."""
        if "purposesAsked" not in terms:
            return
        asked = terms["purposesAsked"]
        demand(isinstance(asked, list) and all(isinstance(one, str) for one in asked),
               "no list of the purposes asked for", index)
        self.asked = set(asked)
        self.look(index)

    def look(self, index):
        """Shuts the gate where it may not be open any more; only a gate.opened opens it again."""
        if self.shut is None and self.obstacle():
            self.shut = f"from entry {index} on {self.obstacle()}"

    def take_fact(self, index, kind, subject, data):
        demand(subject, f"{kind} names no subject", index)
        person = self.people.setdefault(subject, Person())
        if kind == "participant.joined":
            self.people[subject] = joined(data)
        elif kind == "participant.changed":  # holds or closes the gate, never the other way round
            readable = (is_flag(data, "shared") and is_flag(data, "minor")
                        and data.get("lookup") in (None, *LOOKUPS))
            if not readable or data.get("shared"):
                person.shared, person.heads = True, None
            person.minor = person.minor or not readable or data.get("minor") is True
            person.failed = person.failed or readable and data.get("lookup") == "failed"
        elif kind == "participant.left":
            person.present = False
        elif kind == "participant.reconnected":
            person.present = True
            if data.get("grantKept") is not True:
                person.agreed, person.ended, person.heads = set(), set(), None
                person.notice, person.shown = None, False
        elif kind in AGREEING:
            act = data.get("act") if isinstance(data.get("act"), dict) else {}
            if kind == "consent.granted":
                demand(person.shown, "a grant before a notice was shown", index)
                demand(act.get("noticeDigest") == person.notice,
                       "a grant that does not answer the newest notice sent", index)
            given = known_purposes(data)
            if person.known and given is not None:
                person.agreed |= given
                person.ended -= given
                if kind == "consent.granted" and type(act.get("headCount")) is int:
                    person.heads = act["headCount"]
        elif kind in STOPPING:
            over = known_purposes(data)
            over = PURPOSES if over is None else over
            person.ended = person.ended | over if kind == "consent.expired" else person.ended - over
            person.agreed -= over
        if self.people[subject].minor:
            self.minors.add(subject)
        self.look(index)

    def take_notice(self, index, kind, person, data):
        """Takes note of the notice that a grant must answer, and of its being shown."""
        if kind == "consent.notice-sent":
            texts = ("locale", "textDigest", "nonceDigest", "why")
            if (person.known and known_purposes(data) is not None and type(data.get("noticeVersion")) is int
                    and all(text(data, one) is not None for one in texts)):
                person.notice, person.shown = data["textDigest"], False
        else:
            demand(person.notice is not None and data.get("textDigest") == person.notice,
                   "a notice was shown that is not the newest one sent", index)
            readable = known_purposes(data) is not None and text(data, "attestation") is not None
            person.shown = person.shown or readable

    def open(self, index, data, time):
        demand(not self.ended, "gate.opened in a call that is over", index)
        demand(self.obstacle() is None, f"gate.opened while {self.obstacle()}", index)
        demand(purposes(data, index) == self.in_force(),
               "gate.opened lists other purposes than are in force", index)
        if self.shut:  # else it only changes the set, and live_transcription stayed in force
            self.since = time
        if "ai_analysis" not in purposes(data, index):
            self.read_since = None
        elif self.shut or self.read_since is None:
            self.read_since = time
        self.shut = None

    def take_content(self, index, version, kind, person, data):
        needed = needs(kind, data, index)
        if not needed:
            return
        demand(self.shut is None, f"{kind} while the gate is not open: {self.shut}", index)
        missing = needed - self.in_force()
        demand(not missing, f"{kind} without {', '.join(sorted(missing))} in force", index)
        if kind in BEGINS:
            began = data.get(BEGINS[kind])
            if (self.read_since is None or self.started is None or type(began) is not int
                    or self.started + began < self.read_since):
                self.unread.add(version)
        if "ai_analysis" in needed:
            cited = {data[name] for name in ("line", "frame") if type(data.get(name)) is int}
            demand(not cited & self.unread,
                   f"{kind} on something that began before ai_analysis came into force", index)
        if kind in BEGINS:
            demand(person.known and person.present and person.human,
                   f"{kind} of nobody who is in the call as a person", index)
        if kind == "speech.line-transcribed":
            start = data.get("startMicros")
            demand(type(start) is int and self.started is not None, "a line whose start is not known", index)
            demand(self.started + start >= self.since,
                   "a line that began before live_transcription came into force", index)


def joined(data):
    """Who joined; of one whose join cannot be read too little is known to open the gate."""
    readable = (data.get("role") in ROLES and data.get("kind") in KINDS and data.get("lookup") in LOOKUPS
                and all(is_flag(data, one) for one in ("policyNamed", "shared", "minor"))
                and (data.get("headCount") is None or type(data["headCount"]) is int))
    if not readable:
        return Person(role="observer", kind="standard", known=True, present=True, failed=True)
    return Person(role=data["role"], kind=data["kind"], known=True, present=True,
                  named=data.get("policyNamed") is True, shared=data.get("shared") is True,
                  heads=data.get("headCount"), minor=data.get("minor") is True,
                  failed=data["lookup"] == "failed")


def attests(heads):
    """Whether this is a head count: a whole number of people, at least one."""
    return type(heads) is int and heads >= 1


def purposes(data, index):
    """The purposes that a fact lists."""
    listed = data.get("purposes")
    demand(isinstance(listed, list) and all(isinstance(one, str) for one in listed),
           "no list of purposes", index)
    return set(listed)


def known_purposes(data):
    """The same where each of them is known; None where one is not, or there is no list."""
    listed = data.get("purposes")
    if not isinstance(listed, list) or not all(isinstance(one, str) and one in PURPOSES for one in listed):
        return None
    return set(listed)


def is_flag(data, name):
    """Whether a field is true, false or not there."""
    return data.get(name) is None or type(data[name]) is bool


def text(data, name):
    """A field that is a string; None where it is not."""
    return data[name] if isinstance(data.get(name), str) else None


def take_later(index, call, kind, data):
    """What comes after a call: tools and requests alone, for follow_up alone, once the call is over."""
    demand((kind in TOOLS or kind == "egress.requested") and data.get("purpose") == "follow_up",
           f"{kind} after a call, for something else than follow_up", index)
    demand(call is not None and call.may_be_followed_up(),
           f"{kind} after a call without follow_up in force for everyone of whom the call has something", index)
    demand(not goes_outside(kind, data) or call.may_be_shared(),
           f"{kind} to an outside processor after a call without sharing", index)


def check_consent(events):
    calls, content, later = {}, 0, 0
    for index, event in enumerate(events):
        stream, kind = event["stream"], event["type"].removeprefix("aside.")
        content_event = is_content(kind)
        if stream.startswith("call/"):
            calls.setdefault(stream, Call()).take(index, event)
            content += content_event
        elif stream.startswith("after/") and (content_event or kind in NAMED):
            take_later(index, calls.get("call/" + stream.removeprefix("after/")), kind, event.get("data", {}))
            later += 1
        elif content_event:
            raise Violation("content outside a call", index)
    return (f"{content} content events in {len(calls)} calls, each with its purposes in force"
            + (f"; {later} after a call, each under follow_up" if later else ""))
