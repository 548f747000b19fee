"""What is kept about photos, films and what was published; one subject per module."""

from vuistregel.media.models.pictures import Face, FaceSource, MediaFile, MediaKind
from vuistregel.media.models.publications import Appearance, Publication, TakeDown

__all__ = ["Appearance", "Face", "FaceSource", "MediaFile", "MediaKind", "Publication", "TakeDown"]
