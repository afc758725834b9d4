"""A brief as one HTML file that reads on a screen, prints on any paper and fetches nothing."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.catalog.catalog import Catalog
from bot.render.brief import contents as words
from bot.render.brief.records import Brief

_PAGES = Environment(
    loader=PackageLoader("bot.render.brief", ""),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_PAGES.tests["web"] = words.is_web


def as_html(catalog: Catalog, brief: Brief) -> bytes:
    """Return a brief as an HTML page in UTF-8."""
    page = _PAGES.get_template("brief.html.jinja")
    return page.render(brief=words.contents(catalog, brief), words=words).encode()
