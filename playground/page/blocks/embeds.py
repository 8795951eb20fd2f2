"""What lies elsewhere: videos, files, calls. Nothing of it is fetched."""

from markupsafe import Markup

from playground.choices.elements import Block
from playground.page import inline
from playground.page.blocks.surface import Surface, image, part, words

_CALLS = "Deltag"


def video(block: Block, surface: Surface) -> Markup:
    address = str(block.get("title_url") or block["video_url"])
    title = Markup("<strong>{}</strong>").format(inline.link(address, words(block["title"])))
    origin = " · ".join(filter(None, map(words, map(block.get, ("provider_name", "author_name")))))
    picture = {"image_url": block.get("thumbnail_url"), "alt_text": block.get("alt_text", "")}
    return Markup('<figure class="framed">{}<figcaption>{}{}{}</figcaption></figure>').format(
        image(picture, surface),
        title,
        part({"origin": origin}, "origin", Markup('<span class="small">{}</span>'), surface),
        part(block, "description", Markup("<p>{}</p>"), surface),
    )


def file(block: Block, surface: Surface) -> Markup:
    """A remote file, of which a message holds only the id that the app gave it."""
    name = words(block.get("file", {}).get("title")) or block["external_id"]
    return Markup('<p class="framed"><span aria-hidden="true">📄</span> {}</p>').format(name)


def call(block: Block, surface: Surface) -> Markup:
    details = (block.get("call") or {}).get("v1") or {}
    name = words(details.get("name")) or "Opkald"
    address = str(details.get("join_url", ""))
    join = inline.link(address, _CALLS) if inline.is_safe(address) else Markup()
    return Markup('<p class="framed"><span aria-hidden="true">📞</span> {} {}</p>').format(
        name, join
    )
