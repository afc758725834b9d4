"""Documents and photos: multipart up, bytes down."""

import io
import struct

import aiohttp
import pytest
from sandbox_running import running
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.sandbox.limits import UPLOAD_BYTES
from bot.sandbox.records import CallLog, FileStore

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 30, 20) + b"rest"
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])


async def test_a_document_goes_up_and_down() -> None:
    async with running() as desk:
        data = bytes(range(256)) * 20
        file = InputFile(io.BytesIO(data), filename="größe.csv")
        sent = await desk.bot.send_document(desk.ann.id, file, caption="<b>all</b>", parse_mode="HTML", reply_markup=KEYS)
        assert sent.document is not None
        assert (sent.document.file_name, sent.document.mime_type) == ("größe.csv", "text/csv")
        assert sent.document.file_size == len(data)
        assert (sent.caption, sent.caption_entities[0].type, sent.reply_markup) == ("all", "bold", KEYS)
        stored = await desk.bot.get_file(sent.document.file_id)
        assert bytes(await stored.download_as_bytearray()) == data
        again = await desk.bot.send_document(desk.ann.id, sent.document.file_id)
        assert again.document == sent.document
        seen = await desk.ann.next()
        async with desk.http.get(f"{desk.url}/sandbox/files/{seen.message['document']['file_id']}") as response:
            assert await response.read() == data
            assert response.headers["content-disposition"] == "attachment"
            assert response.headers["content-type"] == "application/octet-stream"
        (call, _) = desk.sandbox.world.calls.of("sendDocument")
        assert call.params["document"] == f"<größe.csv, {len(data)} bytes>"


async def test_attachments_by_name() -> None:
    async with running() as desk:
        form = aiohttp.FormData({"chat_id": str(desk.ann.id), "document": "attach://part"})
        form.add_field("part", b"x", filename="x.txt", content_type="text/plain")
        async with desk.http.post(f"{desk.url}/bot{desk.sandbox.token}/sendDocument", data=form) as response:
            assert (await response.json())["result"]["document"]["file_name"] == "x.txt"


async def test_a_photo_has_a_size() -> None:
    async with running() as desk:
        sent = await desk.bot.send_photo(desk.ann.id, PNG, "see")
        assert [(photo.width, photo.height) for photo in sent.photo] == [(30, 20)]
        unmeasured = await desk.bot.send_photo(desk.ann.id, b"not a png")
        assert unmeasured.photo[0].width
        async with desk.http.get(f"{desk.url}/sandbox/files/{sent.photo[0].file_id}") as response:
            assert response.headers["x-content-type-options"] == "nosniff"


async def test_captions_can_be_edited_and_texts_not() -> None:
    async with running() as desk:
        sent = await desk.bot.send_document(desk.ann.id, b"x", caption="one")
        edited = await sent.edit_caption("two")
        assert not isinstance(edited, bool)
        assert (edited.caption, edited.document) == ("two", sent.document)
        with pytest.raises(BadRequest, match=r"^There is no text in the message to edit$"):
            await sent.edit_text("x")


async def test_files_are_refused() -> None:
    async with running() as desk:
        for method, given, text in [
            ("sendDocument", {}, "there is no document in the request"),
            ("sendPhoto", {}, "there is no photo in the request"),
            ("sendDocument", {"document": "x"}, "wrong remote file identifier specified: can't unserialize it"),
            (
                "sendDocument",
                {"document": "https://example.org/x"},
                "the sandbox fetches nothing from elsewhere: upload the file",
            ),
            ("sendDocument", {"document": "x", "caption": "x" * 1025}, "message caption is too long"),
            ("getFile", {"file_id": "x"}, "invalid file_id"),
            ("getFile", {}, "file_id not specified"),
        ]:
            assert await desk.refused(method, **{"chat_id": desk.ann.id, **given}) == text
        with pytest.raises(BadRequest, match=r"^File must be non-empty$"):
            await desk.bot.send_document(desk.ann.id, b"")
        with pytest.raises(BadRequest, match=r"^Chat not found$"):
            await desk.bot.send_document(4, b"x")
        for path, status in [(f"bot{desk.sandbox.token}/documents/none", 404), ("bot1:x/documents/none", 401)]:
            async with desk.http.get(f"{desk.url}/file/{path}") as response:
                assert response.status == status
        async with desk.http.get(f"{desk.url}/sandbox/files/none") as response:
            assert response.status == 404


async def test_documents_go_together_as_an_album() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Forum", forum=True)
        topic = await desk.ann.create_topic(chat, "Visas")
        files = [
            InputMediaDocument(b"one", filename="a.html"),
            InputMediaDocument(b"three", filename="b.md", caption="<b>both</b>", parse_mode="HTML"),
        ]
        sent = await desk.bot.send_media_group(chat, files, message_thread_id=topic)
        assert [message.document and message.document.file_name for message in sent] == ["a.html", "b.md"]
        assert [message.document and message.document.file_size for message in sent] == [3, 5]
        assert [message.caption for message in sent] == [None, "both"]
        assert [message.message_thread_id for message in sent] == [topic, topic]
        assert [message.message_id for message in sent] == [topic + 1, topic + 2]
        (album,) = {message.media_group_id for message in sent}
        assert album
        again = await desk.bot.send_media_group(
            desk.ann.id, [InputMediaDocument(message.document) for message in sent if message.document]
        )
        assert [message.document for message in again] == [message.document for message in sent]
        assert {message.media_group_id for message in again} != {album}
        pictures = await desk.bot.send_media_group(desk.ann.id, [InputMediaPhoto(PNG), InputMediaPhoto(PNG)])
        assert [message.photo[0].width for message in pictures] == [30, 30]


async def test_an_album_is_refused_as_a_whole() -> None:
    async with running() as desk:
        stored = (await desk.bot.send_document(desk.ann.id, b"x")).document
        assert stored is not None
        await desk.ann.next()
        one = {"type": "document", "media": stored.file_id}
        for media, text in [
            ("{}", "expected an Array of InputMedia"),
            ("[", "can't parse media JSON object"),
            ([], "too few messages to send as an album"),
            ([one], "too few messages to send as an album"),
            ([one] * 11, "too many messages to send as an album"),
            ([one, "x"], "can't parse InputMedia: expected an Object"),
            ([one, {"media": "x"}], 'can\'t find field "type"'),
            ([one, {**one, "type": "video"}], "can't parse InputMedia: the sandbox sends document and photo only, not video"),
            ([one, {**one, "type": "photo"}], "documents can't be mixed with other media types"),
            ([one, {"type": "document"}], "can't parse InputMedia: media not found"),
            ([one, {**one, "media": "attach://none"}], "can't parse InputMedia: media not found"),
            ([one, {**one, "media": "x"}], "wrong remote file identifier specified: can't unserialize it"),
            ([one, {**one, "caption": "x" * 1025}], "message caption is too long"),
        ]:
            assert await desk.refused("sendMediaGroup", chat_id=desk.ann.id, media=media) == text
        assert await desk.refused("sendMediaGroup", chat_id=4, media=[one, one]) == "chat not found"
        with pytest.raises(TimeoutError):
            await desk.ann.next(timeout=0.05)


async def test_an_album_passes_the_flood_limits_as_one_and_counts_as_many() -> None:
    async with running() as desk:
        await desk.ann.post("limits", per_chat=1)
        await desk.bot.send_media_group(desk.ann.id, [InputMediaDocument(b"x") for _ in range(5)])
        with pytest.raises(RetryAfter, match=r"0:00:03"):
            await desk.bot.send_message(desk.ann.id, "x")


async def test_too_much_is_refused() -> None:
    async with running() as desk:
        with pytest.raises(NetworkError, match="Request Entity Too Large"):
            await desk.bot.send_document(desk.ann.id, bytes(UPLOAD_BYTES + 2**21))
        with pytest.raises(NetworkError, match="Request Entity Too Large"):
            await desk.bot.send_photo(desk.ann.id, bytes(10 * 2**20 + 1))
        big = await desk.bot.send_document(desk.ann.id, bytes(20 * 2**20 + 1))
        assert big.document is not None
        with pytest.raises(BadRequest, match=r"^File is too big$"):
            await desk.bot.get_file(big.document.file_id)


async def test_a_body_without_a_length_is_stopped() -> None:
    async with running() as desk:

        async def chunks() -> object:
            for _ in range(20):
                yield bytes(2**17)

        async with desk.http.post(f"{desk.url}/sandbox/people", data=chunks()) as response:
            assert response.status == 413


async def test_broken_multipart() -> None:
    async with running() as desk:
        headers = {"content-type": "multipart/form-data; boundary=x"}
        address = f"{desk.url}/bot{desk.sandbox.token}/sendDocument"
        async with desk.http.post(address, data=b"nonsense", headers=headers) as response:
            assert response.status == 400
            assert "multipart" in (await response.json())["description"]


def test_the_store_forgets_the_oldest() -> None:
    store = FileStore(limit=10)
    first = store.add("documents", "a.txt", "text/plain", b"123456")
    second = store.add("documents", "b", "text/plain", b"123456")
    assert store.get(first.file_id) is None
    assert store.at("documents/file_2.bin") == second
    assert CallLog(limit=1).of() == []
