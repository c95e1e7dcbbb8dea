"""PlutoPrint, and the only door to it: what is used of it."""

from plutoprint import (
    PAGE_MARGINS_NONE,
    PAGE_SIZE_A4,
    PDF_METADATA_AUTHOR,
    PDF_METADATA_CREATION_DATE,
    PDF_METADATA_SUBJECT,
    PDF_METADATA_TITLE,
    Book,
    Error,
    ResourceData,
    ResourceFetcher,
    default_resource_fetcher,
)

__all__ = [
    "PAGE_MARGINS_NONE",
    "PAGE_SIZE_A4",
    "PDF_METADATA_AUTHOR",
    "PDF_METADATA_CREATION_DATE",
    "PDF_METADATA_SUBJECT",
    "PDF_METADATA_TITLE",
    "Book",
    "Error",
    "ResourceData",
    "ResourceFetcher",
    "default_resource_fetcher",
]
