import pytest

from pipeline.ingest.decoding import decode
from pipeline.ingest.records import Refused

TEXT = "The minister’s visit to Lomé – the first since 2020 – was “historic”, said José Núñez, the envoy of Spain.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_unicode_is_decoded_with_and_without_a_mark(encoding: str) -> None:
    assert decode((TEXT * 3).encode(encoding)) == TEXT * 3


@pytest.mark.parametrize("length", [1, 3, 40])
def test_windows_1252_is_decoded_however_short(length: int) -> None:
    assert decode((TEXT * length).encode("cp1252")) == TEXT * length


def test_a_single_curly_apostrophe_in_a_long_text_is_decoded() -> None:
    text = f"The minister’s visit. {'The talks went on for a long time in the capital. ' * 60}"
    assert decode(text.encode("cp1252")) == text


def test_a_declared_encoding_is_tried_before_guessing() -> None:
    text = "Министр прибыл"
    assert decode(text.encode("koi8-r"), "koi8-r") == text


def test_a_declared_encoding_that_is_none_is_passed_over() -> None:
    assert decode(TEXT.encode("cp1252"), "no-such-encoding") == TEXT


def test_utf8_with_a_broken_byte_is_refused_at_that_byte() -> None:
    data = TEXT.encode() + b"\xff" + TEXT.encode()
    with pytest.raises(Refused) as refused:
        decode(data)
    assert refused.value.offset == len(TEXT.encode())


@pytest.mark.parametrize("data", [b"text\0text", b"\x01\x02\x03\x04 \x05\x06", b"\xff\xfeA"])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        decode(data)
