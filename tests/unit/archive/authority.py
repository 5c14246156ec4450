"""A timestamp authority made with the openssl command line, for as long as a test runs."""

import shutil
import subprocess
from pathlib import Path

import pytest

CONFIG = """
[tsa]
default_tsa = this
[this]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/ca.pem
default_policy = 1.2.3.4.1
signer_digest = sha256
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
clock_precision_digits = 3
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:true
[stamping]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
"""
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl")


class Authority:
    """Answers requests; `ca` is the certificate to check its replies with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ca = folder / "ca.pem"
        (folder / "serial").write_text("0100")
        (folder / "conf").write_text(CONFIG.format(folder=folder.as_posix()))
        new = ["req", "-config", "conf", "-newkey", "rsa:2048", "-nodes"]
        self.run(*new, "-x509", "-subj", "/CN=Made-up root", "-extensions", "ca", "-keyout", "ca.key", "-out", "ca.pem")
        self.run(*new, "-subj", "/CN=Made-up authority", "-keyout", "tsa.key", "-out", "tsa.csr")
        signing = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "conf", "-extensions", "stamping"]
        self.run("x509", "-req", "-in", "tsa.csr", *signing, "-out", "tsa.pem")

    def run(self, *arguments: str) -> str:
        done = subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def answer(self, request: bytes, *options: str) -> bytes:
        """The reply to a request, granted or not."""
        (self.folder / "asked.tsq").write_bytes(request)
        self.run("ts", "-reply", "-config", "conf", "-queryfile", "asked.tsq", "-out", "said.tsr", *options)
        return (self.folder / "said.tsr").read_bytes()


def unsigned(digest: str) -> bytes:
    """A reply that stamps a digest (hex) and that nobody signed: for tests of everything but the signature."""
    sha256 = der("30", der("06", "608648016503040201"))
    stamped = der("30", sha256 + der("04", digest))
    info = der("30", "020101" + der("06", "2a0304") + stamped + "020105" + der("18", b"20270102030405Z".hex()))
    content = der("30", der("06", "2a864886f70d0109100104") + der("a0", der("04", info)))
    signed = der("30", "020103" + der("31", "") + content + der("31", ""))
    token = der("30", der("06", "2a864886f70d010702") + der("a0", signed))
    return bytes.fromhex(der("30", der("30", "020100") + token))


def der(tag: str, content: str) -> str:
    """One value in hex."""
    size = len(content) // 2
    return tag + (f"{size:02x}" if size < 128 else f"81{size:02x}") + content
