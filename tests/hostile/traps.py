"""Documents that ask their reader to open a file of this machine or an address.

`secret` is the address of a file whose words must stay where they are, `url` one that must not
be called.
"""

from collections.abc import Callable, Mapping

from tests.hostile.archives import BODY, repacked
from tests.hostile.good import SAYS, good
from tests.hostile.office import CORE, W, document, paragraph
from tests.hostile.pages import page
from tests.hostile.pdfs import WORDS, stream
from tests.hostile.pdfs import page as pdf_page
from tests.hostile.zips import entries

Trap = Callable[[str, str], bytes]
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BESIDE = {
    "docx": "word/_rels/document.xml.rels",
    "pptx": "ppt/slides/_rels/slide1.xml.rels",
    "xlsx": "xl/_rels/workbook.xml.rels",
}
OUTSIDE = ("attachedTemplate", "image", "oleObject", "hyperlink", "externalLink", "subDocument")


def _entity(doctype: str) -> Trap:
    """A document whose text is an entity; SECRET and URL stand for the two addresses."""

    def make(secret: str, url: str) -> bytes:
        told = doctype.replace("SECRET", secret).replace("URL", url)
        return document(paragraph(f"{SAYS} &x;"), f"<!DOCTYPE d [{told}]>".encode())

    return make


def _entity_in(suffix: str, part: str) -> Trap:
    """The good document with such an entity in one of its parts."""

    def make(secret: str, url: str) -> bytes:
        head, _, rest = entries(good(suffix))[part].partition(b"?>")
        doctype = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret}"><!ENTITY y SYSTEM "{url}">]>'
        start, closed, content = rest.partition(b">")
        xml = head + b"?>" + doctype.encode() + start + closed + b"&x;&y;" + content
        return repacked(suffix, {part: xml})

    return make


def _related(suffix: str) -> Trap:
    """The good document with every kind of relation to both addresses."""

    def make(secret: str, url: str) -> bytes:
        lines = "".join(
            f'<Relationship Id="t{n}" Type="{RELATIONS}/{kind}" Target="{target}"'
            ' TargetMode="External"/>'
            for n, (kind, target) in enumerate((k, t) for k in OUTSIDE for t in (secret, url))
        )
        relations = entries(good(suffix))[BESIDE[suffix]].decode()
        more = relations.replace("</Relationships>", lines + "</Relationships>")
        return repacked(suffix, {BESIDE[suffix]: more.encode()})

    return make


def _included(secret: str, url: str) -> bytes:
    include = "".join(
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="{where}"/>'
        for where in (secret, url)
    )
    return document(paragraph(f"{SAYS}{include}"))


def _styled(secret: str, url: str) -> bytes:
    head = "".join(f'<?xml-stylesheet type="text/xsl" href="{where}"?>' for where in (secret, url))
    return document(paragraph(SAYS), head.encode())


def _picture(secret: str, url: str) -> bytes:
    shown = f'<w:p><w:r><w:t>{SAYS}</w:t></w:r><w:fldSimple w:instr="INCLUDETEXT {secret}"/></w:p>'
    return document(shown + f'<w:altChunk {W} r:id="t1" xmlns:r="{RELATIONS}"/>')


def _web(secret: str, url: str) -> bytes:
    tags = (
        "<iframe src='{}'></iframe><img src='{}'><object data='{}'></object><embed src='{}'>"
        "<link rel=stylesheet href='{}'><script src='{}'></script><style>@import '{}';</style>"
        "<svg><use href='{}'/><image href='{}'/></svg><base href='{}'>"
        "<meta http-equiv=refresh content='0;url={}'>"
    )
    return page(f"<p>{SAYS}</p>" + tags.replace("{}", secret) + tags.replace("{}", url))


def _markdown(secret: str, url: str) -> bytes:
    return f"# Klimaplan\n\n{SAYS} ![a]({secret}) ![b]({url}) <img src='{url}'>\n".encode()


def _pdf(secret: str, url: str) -> bytes:
    outside = b"/Type/XObject/Subtype/Image/Width 9/Height 9/F<</FS/URL/F(%b)>>" % url.encode()
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Ref<</F(%b)/Page 0>>" % secret.encode()
    return pdf_page(
        WORDS + b" /X Do /Y Do",
        kept=b"/XObject<</X 6 0 R/Y 7 0 R>>",
        catalogue=b"/OpenAction<</S/URI/URI(%b)>>" % url.encode(),
        more=[stream(b"", outside), stream(b"", form)],
    )


TRAPS: Mapping[str, Trap] = {
    "entity-to-file.docx": _entity('<!ENTITY x SYSTEM "SECRET">'),
    "entity-to-address.docx": _entity('<!ENTITY x SYSTEM "URL">'),
    "entity-by-parameter.docx": _entity('<!ENTITY % p SYSTEM "URL"> %p;'),
    "entity-public.docx": _entity('<!ENTITY x PUBLIC "klima" "SECRET">'),
    **{f"entity-in-body.{s}": _entity_in(s, part) for s, part in BODY.items()},
    **{f"entity-in-properties.{s}": _entity_in(s, CORE) for s in BODY},
    "entity-in-strings.xlsx": _entity_in("xlsx", "xl/sharedStrings.xml"),
    "entity-in-relations.docx": _entity_in("docx", "_rels/.rels"),
    **{f"related.{s}": _related(s) for s in BODY},
    "included.docx": _included,
    "styled.docx": _styled,
    "text-from-elsewhere.docx": _picture,
    "frames.html": _web,
    "pictures.md": _markdown,
    "outside.pdf": _pdf,
}
