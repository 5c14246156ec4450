"""One way to parse for all tests, makers of small files of each form, and the parsing process ended after each module."""

import io
import zipfile
from types import SimpleNamespace

import pytest

from sayso.parse import registry
from sayso.parse.limits import Limits
from sayso.records.documents import Capture


@pytest.fixture(scope="module", autouse=True)
def _ended():
    yield
    registry.close()


@pytest.fixture
def read():
    def parse(data, media_type=None, *, how="file", limits=None, **known):
        data = data.encode("utf-8") if isinstance(data, str) else data
        return registry.parse(Capture(data, "item", how, media_type, **known), limits=limits or Limits())

    return parse


@pytest.fixture(scope="session")
def forms():
    """Makers of small files: `pdf`, `archive`, `docx`."""
    return SimpleNamespace(pdf=pdf, archive=archive, docx=docx)


def pdf(*pages, encrypt=False, title=""):
    """A PDF whose pages are lists of (x, y, size, words)."""
    objects = []
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append("<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, lines in enumerate(pages):
        drawn = "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET" for x, y, size, words in lines)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    objects.append(f"<< /Title ({title}) >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    lock = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'11' * 32}> /U <{'22' * 32}> /P -4 >> /ID [<00> <00>]" if encrypt else ""
    )
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {lock} >>"
    return (
        out
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()
    )


def archive(**members):
    """A zip archive; double underscores in names stand for slashes, single ones for dots."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in members.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), body)
    return out.getvalue()


def docx(build):
    """A DOCX that `build` fills."""
    import docx as library

    document = library.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
