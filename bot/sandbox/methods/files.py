"""Documents and photos: sending them, and getting them back."""

import struct
from dataclasses import replace
from typing import Any

from bot.sandbox.access import postable_chat
from bot.sandbox.errors import TOO_LARGE, ApiError, bad_request
from bot.sandbox.limits import DOWNLOAD_BYTES, PHOTO_BYTES, UPLOAD_BYTES
from bot.sandbox.messages import Content, Media
from bot.sandbox.methods.messages import send, send_album
from bot.sandbox.parameters import Parameters, Upload, read_field
from bot.sandbox.records import StoredFile
from bot.sandbox.wording import read_caption
from bot.sandbox.world import World

PNG_START = b"\x89PNG\r\n\x1a\n"
UNKNOWN_SIZE = (800, 600)
ATTACHED = "attach://"
KINDS = ("document", "photo")
FEWEST_TOGETHER, MOST_TOGETHER = 2, 10
# The Bot API documents the bounds; how a server words the lower one is a guess.
TOO_FEW_TOGETHER = "Too few messages to send as an album"
TOO_MANY_TOGETHER = "Too many messages to send as an album"


def send_document(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a file, new or sent before."""
    return send(world, parameters, _content(world, parameters, "document"))


def send_photo(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a picture, new or sent before."""
    return send(world, parameters, _content(world, parameters, "photo"))


def send_media_group(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """Send 2 to 10 files as one album: documents only, or pictures only."""
    given = parameters.structure("media", "media")
    if not isinstance(given, list):
        raise bad_request("Expected an Array of InputMedia")
    if not FEWEST_TOGETHER <= len(given) <= MOST_TOGETHER:
        raise bad_request(TOO_MANY_TOGETHER if len(given) > MOST_TOGETHER else TOO_FEW_TOGETHER)
    # Chat and permissions are checked again when sending.
    postable_chat(world, parameters.chat_id())
    kinds = [_kind(item) for item in given]
    if len(set(kinds)) > 1:
        raise bad_request("Documents can't be mixed with other media types")
    return send_album(world, parameters, [_item(world, parameters, item) for item in given])


def _kind(item: Any) -> str:
    if not isinstance(item, dict):
        raise bad_request("Can't parse InputMedia: expected an Object")
    kind: str = read_field(item, "type", str, required=True)
    if kind not in KINDS:
        raise bad_request(f"Can't parse InputMedia: the sandbox sends {' and '.join(KINDS)} only, not {kind}")
    return kind


def _item(world: World, parameters: Parameters, item: dict[str, Any]) -> Content:
    """Read a file of an album as if it were sent alone; what is attached goes by its name."""
    kind, file = item["type"], read_field(item, "media", str) or ""
    name = file.removeprefix(ATTACHED)
    is_attached = file.startswith(ATTACHED)
    if not file or (is_attached and name not in parameters.uploads):
        raise bad_request("Can't parse InputMedia: media not found")
    uploads = {name: parameters.uploads[name]} if is_attached else {}
    said = {field: item.get(field) for field in ("caption", "parse_mode", "caption_entities")}
    return _content(world, Parameters({**said, "chat_id": parameters.text("chat_id"), kind: file}, uploads), kind)


def get_file(world: World, parameters: Parameters) -> dict[str, Any]:
    """Say where a file can be fetched."""
    if not parameters.text("file_id"):
        raise bad_request("file_id not specified")
    stored = world.files.get(parameters.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.as_json()


def _content(world: World, parameters: Parameters, kind: str) -> Content:
    caption = read_caption(world, parameters)
    stored = _file(world, parameters, kind)
    if kind == "document":
        body: Any = {"file_name": stored.name, "mime_type": stored.mime, **_identity(stored)}
    else:
        if len(stored.data) > PHOTO_BYTES:
            raise ApiError(413, TOO_LARGE)
        width, height = _measured(stored.data)
        body = [{"width": width, "height": height, **_identity(stored)}]
    return replace(caption, media=Media(kind, body, stored.file_id))


def _identity(stored: StoredFile) -> dict[str, Any]:
    return {name: value for name, value in stored.as_json().items() if name != "file_path"}


def _file(world: World, parameters: Parameters, kind: str) -> StoredFile:
    given = parameters.text(kind)
    upload = parameters.uploads.get(given.removeprefix(ATTACHED) if given.startswith(ATTACHED) else kind)
    if upload:
        # Chat and permissions are checked again when sending; a file for a chat that refuses it is not worth keeping.
        postable_chat(world, parameters.chat_id())
        return _stored(world, kind, upload)
    if not given:
        raise bad_request(f"There is no {kind} in the request")
    if "://" in given:
        raise bad_request("The sandbox fetches nothing from elsewhere: upload the file")
    stored = world.files.get(given)
    if stored is None:
        raise bad_request("Wrong remote file identifier specified: can't unserialize it")
    return stored


def _stored(world: World, kind: str, upload: Upload) -> StoredFile:
    if not upload.data:
        raise bad_request("File must be non-empty")
    if len(upload.data) > UPLOAD_BYTES:
        raise ApiError(413, TOO_LARGE)
    return world.files.add(f"{kind}s", upload.name, upload.mime, upload.data)


def _measured(data: bytes) -> tuple[int, int]:
    """Read the size of a PNG; other formats are shown at any size."""
    if data.startswith(PNG_START) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return UNKNOWN_SIZE


METHODS = {"sendDocument": send_document, "sendPhoto": send_photo, "sendMediaGroup": send_media_group, "getFile": get_file}
