"""What a practice looks like, for the pages."""

from pipeline.models.settings import Settings
from pipeline.rendering.views.report import Brand


def build_brand(settings: Settings) -> Brand:
    """Return the brand with the names under which the pages find its pictures."""
    practice, brand = settings.practice, settings.brand
    return Brand(
        practice=practice.name,
        logo=_logo(brand.logo),
        photo="brand/photo.jpg" if practice.coach_photo else "",
        primary=brand.primary,
        accent=brand.accent,
        heading_font=brand.heading_font,
        body_font=brand.body_font,
        footer=brand.footer,
        email=practice.email,
        phone=practice.phone,
        website=practice.website,
    )


def _logo(path: str) -> str:
    """The name under which the pages find the logo."""
    if not path:
        return ""
    return "brand/logo.svg" if path.lower().endswith(".svg") else "brand/logo.png"
