"""A brief as one HTML file that reads on a screen, prints on any paper and fetches nothing."""

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.catalog.catalog import Catalog
from bot.render.brief.contents import OwnLine, contents, is_web
from bot.render.brief.labels import source_note
from bot.render.brief.records import Brief

# What would end a string of CSS, or the style around it.
_CSS = str.maketrans({letter: f"\\{ord(letter):x} " for letter in '\\"<&\n'})


def _css_string(text: str) -> Markup:
    return Markup(f'"{text.translate(_CSS)}"')  # noqa: S704 - nothing of it can end the string


_PAGES = Environment(
    loader=PackageLoader("bot.render.brief", ""),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_PAGES.tests |= {"web": is_web, "own_line": lambda item: isinstance(item, OwnLine)}
_PAGES.filters["css"] = _css_string


def as_html(catalog: Catalog, brief: Brief) -> bytes:
    """Return a brief as an HTML page in UTF-8."""
    said = contents(catalog, brief)
    page = _PAGES.get_template("brief.html.jinja")
    return page.render(brief=said, source_note=source_note, is_meeting=any(section.items for section in brief.sections)).encode()
