"""What is kept about photos, films and what was published; one subject per module."""

from vuistregel.media.models.albums import Album, AlbumAudience, AlbumItem
from vuistregel.media.models.pictures import Face, FaceSource, MediaFile, MediaKind
from vuistregel.media.models.publications import Appearance, Publication, TakeDown

__all__ = [
    "Album",
    "AlbumAudience",
    "AlbumItem",
    "Appearance",
    "Face",
    "FaceSource",
    "MediaFile",
    "MediaKind",
    "Publication",
    "TakeDown",
]
