"""Who is in the room, and what they publish, in LiveKit's own messages."""

from livekit.protocol import models

from media import Screen, Tone, Words

SOURCES = {
    "microphone": (models.AUDIO, models.MICROPHONE, "audio/opus"),
    "camera": (models.VIDEO, models.CAMERA, "video/VP8"),
    "screenshare": (models.VIDEO, models.SCREEN_SHARE, "video/VP8"),
}
VOICES = {"dana": 440, "lee": 1000}  # in hertz, so that a listener can tell who speaks

# What people's clients say to the coach's calls; other methods they do not have.
REPLIES = {
    "aside_notice": '{"shown":true}',
    "aside_receipt": "{}",
    "coach_nudge": '{"shown":true}',
    "coach_question": '{"shown":true}',
}


class Track:
    def __init__(self, owner, source, number):
        self.owner, self.source = owner, source
        self.sid = f"TR_{owner}_{source}_{number}"
        self.size = (320, 180)
        self.is_drawn = False
        self.words = None
        self.playing = None

    def info(self):
        kind, source, mime = SOURCES[self.source]
        width, height = (0, 0) if self.source == "microphone" else self.size
        return models.TrackInfo(
            sid=self.sid, name=self.source, type=kind, source=source, mime_type=mime,
            width=width, height=height,
        )

    def play(self):
        """The media, from its beginning."""
        if self.source == "microphone":
            self.playing = Words(self.words) if self.words else Tone(VOICES[self.owner], 8000)
        else:
            yuv = (180, 110, 140) if self.source == "screenshare" else (60, 90, 160)
            self.playing = Screen(*self.size, yuv, self.is_drawn)
        return self.playing

    def draw(self):
        self.is_drawn = True
        if self.playing:
            self.playing.is_drawn = True

    def resize(self, width, height):
        self.size = (width, height)
        if self.playing:
            self.playing.width, self.playing.height = width, height


class Person:
    def __init__(self, identity):
        self.identity = identity
        self.sid = f"PA_{identity}"
        self.kind = models.ParticipantInfo.AGENT if identity == "scribe" else 0
        self.tracks = {}
        self.notice = {}
        self.tip = {}
        self.published = 0
        self.version = 0

    def remember(self, method, payload):
        """Keeps what the person's client shows."""
        if method == "aside_notice":
            self.notice = payload
        elif method == "coach_nudge":
            self.tip = payload

    def publish(self, source):
        self.published += 1
        track = Track(self.identity, source, self.published)
        self.tracks[track.sid] = track
        return track

    def track(self, source):
        return next(track for track in self.tracks.values() if track.source == source)

    def info(self, state=models.ParticipantInfo.ACTIVE):
        self.version += 1
        return models.ParticipantInfo(
            sid=self.sid, identity=self.identity, name=self.identity, kind=self.kind,
            state=state, version=self.version, joined_at=1, is_publisher=True,
            tracks=[track.info() for track in self.tracks.values()],
        )


def coach():
    """The one who is really there."""
    return models.ParticipantInfo(
        sid="PA_coach", identity="coach", name="coach", state=models.ParticipantInfo.ACTIVE,
        kind=models.ParticipantInfo.AGENT, joined_at=1,
        permission=models.ParticipantPermission(can_subscribe=True, can_publish_data=True),
    )
