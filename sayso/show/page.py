"""What self-contained HTML pages share: templates that escape, their own style and script, the policy that names both."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sayso.show import wording

if TYPE_CHECKING:
    from jinja2 import Environment, Template


LAYOUT = "single.html"
"""The layout of a page that stands alone."""


@cache
def environment(*packages: str) -> "Environment":
    """Where templates of these packages and of this one are found; what they put in is escaped, unknown names are errors.

    Templates know `layout` (what they extend) and `to` (the address of a place, "#" and its name) unless they are told others.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in (*packages, "sayso.show")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(line=wording.one_line, visible=wording.visible)
    found.globals.update(wording=wording, is_web=is_web, layout=LAYOUT, to="#{}".format)
    return found


def template(name: str) -> "Template":
    """A template of this package."""
    return environment().get_template(name)


@cache
def static(name: str) -> str:
    """A style or script of this package."""
    return files("sayso.show").joinpath("static", name).read_text(encoding="utf-8")


def policy(style: str, script: str = "") -> str:
    """The content security policy under which nothing but this style and this script can run or be loaded."""
    run = f"'{_digest(script)}'" if script else "'none'"
    return f"default-src 'none'; style-src '{_digest(style)}'; script-src {run}; base-uri 'none'; form-action 'none'"


def is_web(address: str | None) -> bool:
    """Whether the address may stand as a link: http or https with a host."""
    try:
        parts = urlsplit(address or "")
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
