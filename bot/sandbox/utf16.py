"""Positions as Telegram counts them: in UTF-16 code units."""


def utf16_length(text: str) -> int:
    """Count the UTF-16 code units of a text."""
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_offsets(text: str) -> list[int]:
    """Give for every character, and for the end of the text, its offset in UTF-16 code units."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if character > "\uffff" else 1))
    return offsets


def is_encodable(text: str) -> bool:
    r"""Tell whether a text is free of lone surrogates, which JSON may carry as \ud800."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def utf16_part(text: str, offset: int, length: int) -> str:
    """Give the stretch of a text that an offset and a length in UTF-16 code units mark."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")
