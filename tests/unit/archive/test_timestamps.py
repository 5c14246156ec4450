import hashlib
import re
from contextlib import suppress

import pytest

from sayso.archive.archive import Archive
from sayso.archive.timestamps import FOLDER, SHA_256, Reply, ask, matches, receive, reply, request, stamps
from sayso.errors import Conflict, NotFound, ParseFailed
from sayso.records.evidence import Damage
from tests.unit.archive.authority import Authority, needs_openssl
from tests.unit.archive.material import capture

HEAD = hashlib.sha256(b"head").hexdigest()
# A reply that was not granted: status 2, "no", badAlg and systemFailure.
REJECTED = bytes.fromhex("3012301002010230040c026e6f03050680000040")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def archive(tmp_path):
    archive = Archive(tmp_path / "archive")
    archive.keep([capture(1), capture(2)])
    return archive


@needs_openssl
def test_a_request_is_read_by_others_as_it_was_meant(authority):
    (authority.folder / "ours.tsq").write_bytes(request(bytes.fromhex(HEAD), nonce=0x80))
    said = authority.run("ts", "-query", "-in", "ours.tsq", "-text")
    assert "Hash Algorithm: sha256" in said
    assert "Nonce: 0x80" in said
    assert "Certificate required: yes" in said
    assert "".join(re.findall(r"(?<=[ -])[0-9a-f]{2}(?=[ -])", said.split("Message data:")[1]))[:64] == HEAD


@needs_openssl
@pytest.mark.parametrize("nonce", [0, 127, 128, 2**64 - 1])
def test_a_request_is_the_one_that_openssl_makes(authority, nonce):
    authority.run("ts", "-query", "-digest", HEAD, "-sha256", "-cert", "-no_nonce", "-out", "theirs.tsq")
    theirs = (authority.folder / "theirs.tsq").read_bytes()
    ours = request(bytes.fromhex(HEAD), nonce=nonce)
    number = nonce.to_bytes(nonce.bit_length() // 8 + 1, "big")
    assert ours == b"\x30" + bytes((len(ours) - 2,)) + theirs[2:-3] + b"\x02" + bytes((len(number),)) + number + b"\x01\x01\xff"


@needs_openssl
def test_a_reply_says_what_was_stamped_and_when(authority):
    answer = reply(authority.answer(request(bytes.fromhex(HEAD), nonce=2**64 - 1)))
    assert answer.granted
    assert matches(answer, HEAD)
    assert not matches(answer, "0" * 64)
    assert (answer.algorithm, answer.policy, answer.nonce) == (SHA_256, "1.2.3.4.1", 2**64 - 1)
    assert answer.serial is not None
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", answer.gen_time or "")


@needs_openssl
def test_a_reply_to_a_request_in_another_algorithm_is_read_and_matches_nothing(authority):
    authority.run("ts", "-query", "-digest", "00" * 64, "-sha512", "-out", "other.tsq")
    answer = reply(authority.answer((authority.folder / "other.tsq").read_bytes()))
    assert not answer.granted
    assert answer.message


def test_a_refusal_says_why():
    answer = reply(REJECTED)
    assert answer == Reply(2, "no; it does not know the algorithm; it has a fault")
    assert not matches(answer, HEAD)


@needs_openssl
def test_others_verify_what_is_kept(authority, archive, tmp_path):
    number, head = ask(archive, tmp_path / "ask.tsq")
    stamp = receive(archive, authority.answer((tmp_path / "ask.tsq").read_bytes()))
    assert (stamp.number, stamp.path.name) == (number, "2.tsr")
    verify = ["ts", "-verify", "-in", str(stamp.path), "-CAfile", str(authority.ca)]
    assert "Verification: OK" in authority.run(*verify, "-digest", head)
    assert "Verification: OK" in authority.run(*verify, "-queryfile", str(archive.folder / FOLDER / "2.tsq"))


@needs_openssl
def test_a_reply_finds_its_entry_after_others_were_added(authority, archive, tmp_path):
    ask(archive, tmp_path / "ask.tsq")
    archive.keep([capture(3)])
    answer = authority.answer((tmp_path / "ask.tsq").read_bytes())
    assert receive(archive, answer).number == 2
    assert receive(archive, answer).path.name == "2.tsr"
    assert [(one.number, one.reply.granted) for one in stamps(archive) if not isinstance(one, Damage)] == [(2, True)]
    with pytest.raises(Conflict, match="entry 2 has another timestamp"):
        receive(archive, authority.answer((tmp_path / "ask.tsq").read_bytes()))


@needs_openssl
def test_a_reply_to_somebody_else_is_refused(authority, archive):
    with pytest.raises(ParseFailed, match="stamps no entry"):
        receive(archive, authority.answer(request(bytes.fromhex(HEAD), nonce=1)))
    assert not (archive.folder / FOLDER).exists()


@needs_openssl
def test_a_damaged_reply_is_found(authority, archive, tmp_path):
    ask(archive, tmp_path / "ask.tsq")
    stamp = receive(archive, authority.answer((tmp_path / "ask.tsq").read_bytes()))
    data = stamp.path.read_bytes()
    at = data.index(bytes.fromhex(stamp.reply.imprint or ""))
    stamp.path.write_bytes(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :])
    stamp.path.with_name("1.tsr").write_bytes(b"0")
    first, second = stamps(archive)
    assert isinstance(first, Damage)
    assert isinstance(second, Damage)
    assert "no timestamp reply" in first.message
    assert "does not stamp entry 2" in second.message


@needs_openssl
def test_no_change_of_one_byte_or_length_raises_anything_but_a_refusal(authority):
    data = authority.answer(request(bytes.fromhex(HEAD), nonce=1))
    info = data.index(bytes.fromhex(HEAD)) + 200
    whole = reply(data)
    for at in range(info):
        for value in (0, 0x7F, 0x80, 0x84, 0xFF, data[at] ^ 1):
            with suppress(ParseFailed):
                reply(data[:at] + bytes((value,)) + data[at + 1 :])
        with pytest.raises(ParseFailed):
            reply(data[:at])
    with pytest.raises(ParseFailed, match="something follows"):
        reply(data + b"\0")
    assert whole == reply(data)


def test_what_an_authority_says_cannot_act_on_a_terminal():
    assert reply(bytes.fromhex("300f300d02010230080c061b5b326d6e6f")).message == "[2mno"


def test_a_refusal_is_not_kept(archive):
    with pytest.raises(ParseFailed, match="rejected") as raised:
        receive(archive, REJECTED, subject="said.tsr")
    assert raised.value.subject == "said.tsr"


def test_an_empty_journal_cannot_be_stamped(tmp_path):
    with pytest.raises(NotFound):
        ask(Archive(tmp_path), tmp_path / "ask.tsq")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x30",
        b"\x30\x80\x00\x00",  # an open length
        b"\x30\x81\x05\x30\x03\x02\x01\x02",  # a length longer than it need be
        b"\x30\x85\x00\x00\x00\x00\x05",
        b"\x30\x05\x30\x03\x02\x01\x00",  # granted, without a timestamp
        b"\x30\x06\x30\x04\x02\x02\x00\x02",  # a number longer than it need be
        b"\x30\x84\xff\xff\xff\xff",
        b"0" * (1024 * 1024 + 1),
    ],
)
def test_what_is_no_reply_is_refused(data):
    with pytest.raises(ParseFailed, match="no timestamp reply"):
        reply(data)


@pytest.mark.parametrize(("digest", "nonce"), [(b"short", 1), (bytes(32), -1)])
def test_a_request_for_something_else_is_a_fault_of_the_program(digest, nonce):
    with pytest.raises(ValueError, match="SHA-256"):
        request(digest, nonce=nonce)
