"""Citations for BibTeX and BibLaTeX: UTF-8, with LaTeX's own characters made harmless."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from bot.render.cite.reference import Reference

# None has a brace without its partner: BibTeX counts braces even after a backslash.
_LATEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}",
})  # fmt: skip
# What stays as it is in an address: all that may stand there, `%` of what is quoted already among it.
_KEPT_IN_LINKS = "%:/?#[]@!$&'()*+,;=~"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def to_bibtex(references: Iterable[Reference]) -> str:
    """Return references as a .bib file."""
    return "\n".join(_record(said) for said in references)


def escape_latex(text: str) -> str:
    """Return a text that LaTeX sets as it is."""
    return text.translate(_LATEX)


def _record(said: Reference) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(said))
    return f"@techreport{{{said.key},\n{fields}}}\n"


def _fields(said: Reference) -> Iterator[tuple[str, str]]:
    # Doubled braces keep a name whole and capitals as they are.
    yield "author", f"{{{{{escape_latex(said.publisher)}}}}}"
    yield "title", f"{{{{{escape_latex(said.title)}}}}}"
    yield "institution", f"{{{escape_latex(said.publisher)}}}"
    yield "year", f"{{{said.year or 'n.d.'}}}"
    if said.date[1:]:
        yield "month", _MONTHS[said.date[1] - 1]
    if said.date[2:]:
        yield "day", f"{{{said.date[2]}}}"
    yield "chapter", f"{{{escape_latex(said.section)}}}"
    if said.pages:
        yield "pages", f"{{{said.pages.replace('-', '--')}}}"
    if said.link:
        yield "url", f"{{{quote(said.link, safe=_KEPT_IN_LINKS)}}}"
    yield "note", f"{{{escape_latex(said.note)}}}"
