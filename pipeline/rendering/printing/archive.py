"""What makes a tagged PDF one for archives as well, and whose a PDF is: the only door to pikepdf.

WeasyPrint writes one variant at a time. This adds to a file of PDF/A-3a (ISO 19005-3) that it is PDF/UA-1
(ISO 14289-1) too. PDF/A wants every property of the metadata that it does not know itself to be described.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

_END = b"</rdf:RDF>"

_ACCESSIBLE = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Which part of PDF/UA a document keeps to</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The number of the part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""

_CR = b"\r"
_AFTER = b" "
_UNCLEAR = b"\r\nendstream"
"""CR and then LF is one end of line, which is no part of a stream: it would seem shorter than its length says
(ISO 19005-3, 6.1.7.1)."""

_CONTAINERS = ("/ObjStm", "/XRef")
_UNREAD = {"/Width", "/Length1", "/Length2", "/Length3"}
"""What pictures and fonts say of themselves, and nothing else does (ISO 32000-1, 8.9.5 and 9.9)."""

_SAID = ("/Creator", "/ClientID", "/InputDigest")


def declare_accessible(content: bytes) -> bytes:
    """Return a tagged PDF/A-3a file that says it is PDF/UA-1 too. The same bytes give the same bytes."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        said = pdf.Root.Metadata.read_bytes()
        end = said.rindex(_END)
        metadata = pikepdf.Stream(pdf, said[:end] + _ACCESSIBLE + said[end:])
        metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = metadata
        for stream in _streams(pdf):
            if stream.get("/Subtype") == "/Image":
                stream.Interpolate = False  # ISO 19005-3, 6.2.8: a picture is shown as it is
            _end_clearly(stream)
        return _write(pdf)


def _streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """Return the streams of a file; those that hold other objects are written anew and left out."""
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream) and found.get("/Type") not in _CONTAINERS:
            yield found


def _end_clearly(stream: pikepdf.Stream) -> None:
    """Let a byte follow a compressed stream that ends in CR: its data say themselves where they end.

    Another level of compression would not do: the last bytes are a sum of the text itself (RFC 1950, 2.2).
    """
    content = stream.read_raw_bytes()
    packed_by: Any = stream.get("/Filter")
    settings: Any = stream.get("/DecodeParms")
    if content.endswith(_CR) and packed_by is not None:
        stream.write(content + _AFTER, filter=packed_by, decode_parms=settings)


def _write(pdf: pikepdf.Pdf) -> bytes:
    """Return a file in which no stream seems to end in CR LF.

    The objects of a file, and the list of their places, are streams as well. They come out otherwise when a
    page's size is an object of its own, which means the same (ISO 32000-1, 7.3.10).
    """
    content = _saved(pdf)
    for page in pdf.pages:
        if _UNCLEAR not in content:
            break
        page.obj.MediaBox = pdf.make_indirect(page.obj.MediaBox)
        content = _saved(pdf)
    return content


def _saved(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class Identity:
    """What a PDF that was printed here says of itself: whose it is, and of what input (its digest)."""

    client_id: str
    input_digest: str


def read_identity(content: bytes) -> Identity | None:
    """Return what the bytes of a PDF say of themselves; None for any other file than one printed here."""
    return _identity(io.BytesIO(content))


def read_owner(path: Path) -> str | None:
    """Return the id of the client for whom a PDF was printed here; None for any other file."""
    said = _identity(path)
    return said.client_id if said else None


def read_strings(content: bytes) -> Iterator[str | bytes]:
    """Yield all that a PDF holds besides pictures and fonts: its strings, and what is packed in it, unpacked.

    Raises :class:`ValueError` for what is no PDF, is locked or damaged.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for found in pdf.objects:
                yield from _strings(found)
                if isinstance(found, pikepdf.Stream) and not _UNREAD & set(found.keys()):
                    yield found.read_bytes()
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError) as error:
        raise ValueError("no PDF that can be read") from error


def _strings(found: Any) -> Iterator[str]:  # noqa: ANN401 - an object of any kind
    """Yield the strings in an object, and in those that stand in it."""
    if isinstance(found, pikepdf.String):
        yield str(found)
    elif isinstance(found, pikepdf.Array):
        for each in found:
            yield from () if _is_elsewhere(each) else _strings(each)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        for each in dict(found.items()).values():
            yield from () if _is_elsewhere(each) else _strings(each)


def _is_elsewhere(found: object) -> bool:
    """Whether an object only points to another, which is met by itself."""
    return isinstance(found, pikepdf.Object) and found.is_indirect


def _identity(source: Path | io.BytesIO) -> Identity | None:
    try:
        with pikepdf.open(source) as pdf:
            creator, client, digest = (str(pdf.docinfo.get(name, "")) for name in _SAID)
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError):
        return None
    is_ours = creator.startswith("Career Roadmap ") and client
    return Identity(client, digest) if is_ours else None
