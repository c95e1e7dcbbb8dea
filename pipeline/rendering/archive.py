"""What makes a tagged PDF one for archives as well, and whose a PDF is: the only door to pikepdf.

WeasyPrint writes one variant at a time. This adds to a file of PDF/A-3a (ISO 19005-3) that it is PDF/UA-1
(ISO 14289-1) too. PDF/A wants every property of the metadata that it does not know itself to be described.
"""

import io
from pathlib import Path

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


def declare_accessible(content: bytes) -> bytes:
    """Return a tagged PDF/A-3a file that says it is PDF/UA-1 too. The same bytes give the same bytes."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        said = pdf.Root.Metadata.read_bytes()
        end = said.rindex(_END)
        metadata = pikepdf.Stream(pdf, said[:end] + _ACCESSIBLE + said[end:])
        metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = metadata
        for image in pdf.objects:
            if isinstance(image, pikepdf.Stream) and image.get("/Subtype") == "/Image":
                image.Interpolate = False  # ISO 19005-3, 6.2.8: a picture is shown as it is
        stream = io.BytesIO()
        pdf.save(stream, deterministic_id=True)
        return stream.getvalue()


def read_owner(path: Path) -> str | None:
    """Return the id of the client for whom a PDF was printed here; None for any other file."""
    try:
        with pikepdf.open(path) as pdf:
            said = {name: str(pdf.docinfo.get(name, "")) for name in ("/Creator", "/ClientID")}
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError):
        return None
    is_ours = said["/Creator"].startswith("Career Roadmap ")
    return (said["/ClientID"] or None) if is_ours else None
