"""Every key of the front matter, declared once. Upper and lower case are alike."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A key that authors may write. One that is not ``read`` belongs to the web site an article was written for."""

    name: str
    read: bool = True


IGNORE = "ignore"
"""Names rules that are silent for one article."""

KEYS = {
    key.name.lower(): key
    for key in (
        Key("title"),
        Key("metaTitle"),
        Key("description"),
        Key("kind"),
        Key("bodyParts"),
        Key("aliases"),
        Key("keywords"),
        Key("author"),
        Key("source"),
        Key("sources"),
        Key("kilde"),
        Key("kilder"),
        Key("reviewedBy"),
        Key("lastReviewed"),
        Key("datePublished"),
        Key("lastUpdated"),
        Key("related"),
        Key("videoUrl"),
        Key("id"),
        Key("unlisted"),
        Key(IGNORE),
        Key("previewImage", read=False),
        Key("previewImageAlt", read=False),
        Key("type", read=False),
    )
}
"""By name in lower case."""
