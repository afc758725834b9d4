"""Documents and photos: sending them, and getting them back."""

import struct
from dataclasses import replace
from typing import Any

from bot.sandbox.access import postable_chat
from bot.sandbox.errors import TOO_LARGE, ApiError, bad_request
from bot.sandbox.limits import DOWNLOAD_BYTES, PHOTO_BYTES, UPLOAD_BYTES
from bot.sandbox.messages import Media
from bot.sandbox.methods.messages import send
from bot.sandbox.parameters import Parameters, Upload
from bot.sandbox.records import StoredFile
from bot.sandbox.wording import read_caption
from bot.sandbox.world import World

PNG_START = b"\x89PNG\r\n\x1a\n"
UNKNOWN_SIZE = (800, 600)


def send_document(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a file, new or sent before."""
    caption = read_caption(world, parameters)
    stored = _file(world, parameters, "document")
    body = {"file_name": stored.name, "mime_type": stored.mime, **_identity(stored)}
    media = Media("document", body, stored.file_id)
    return send(world, parameters, replace(caption, media=media))


def send_photo(world: World, parameters: Parameters) -> dict[str, Any]:
    """Send a picture, new or sent before."""
    caption = read_caption(world, parameters)
    stored = _file(world, parameters, "photo")
    if len(stored.data) > PHOTO_BYTES:
        raise ApiError(413, TOO_LARGE)
    width, height = _measured(stored.data)
    media = Media("photo", [{"width": width, "height": height, **_identity(stored)}], stored.file_id)
    return send(world, parameters, replace(caption, media=media))


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


def _identity(stored: StoredFile) -> dict[str, Any]:
    return {name: value for name, value in stored.as_json().items() if name != "file_path"}


def _file(world: World, parameters: Parameters, kind: str) -> StoredFile:
    given = parameters.text(kind)
    upload = parameters.uploads.get(given.removeprefix("attach://") if given.startswith("attach://") else kind)
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


METHODS = {"sendDocument": send_document, "sendPhoto": send_photo, "getFile": get_file}
