"""Lines that stand outside the article's own prose: follow us, subscribe, share, read more, captions, copyright."""

import re

from sayso.parse.lines import Line
from sayso.records.anchors import Span, Spans

_NETWORK = (
    r"(?:twitter|facebook|instagram|telegram|youtube|linkedin|whatsapp|tiktok|threads|bluesky|mastodon|substack|gab|vk|x\b|snapchat|reddit|patreon|rumble|rss"
    r"|google\s+news|apple\s+news|flipboard|social\s+media|our\s+channel|soundcloud|spotify)"
)
# How such lines begin. Each entry is matched at the start of a line after bullets and brackets, in any case.
_OPENINGS = (
    # follow us
    r"(?:(?:you|readers)\s+can\s+)?(?:also\s+)?(?:follow|find|like|join|reach|contact|add|connect\s+with|visit)\s+[^.!?\n]{1,80}?"
    rf"\s(?:on|via|at|in|through)\s[^.!?\n]{{0,60}}?{_NETWORK}",
    r"(?:follow|like|join)\s+(?:us|me|him|her|them|the\s+author|@\w+)\b",
    r"(?:follow|tweet)\s+[^.!?\n]{1,40}?@\w+",
    # newsletters and gifts
    r"(?:please\s+)?(?:subscribe|sign\s+up)\b(?!\s+(?:was|were|is|are|had))",
    r"get\s+(?:our|the)\s+[^.!?\n]{0,40}(?:newsletter|e-?mail|app|briefing)\b",
    r"(?:our\s+)?(?:free\s+)?(?:daily\s+|weekly\s+)?newsletters?\s*(?::|\Z)",
    r"(?:please\s+)?(?:support|donate\s+to|help)\s+(?:our|us|independent|this)\b[^.\n]{0,60}"
    r"(?:journalism|work|site|donat|today|newsroom|!|\Z)",
    r"donate\s*(?:now|today|here)?\s*[!.]?\Z",
    # read more
    r"(?:read|see|watch|listen)\s+(?:more|also|next|now)\s*(?::|\Z|on\s|about\s|at\s|here)",
    r"also\s+(?:read|see|watch)\s*:",
    r"(?:more|related|recommended)\s+(?:stories|articles|news|coverage|reading|on\s+this\s+story|content|topics)\b",
    r"related\s*(?::|\Z)",
    r"most\s+(?:read|popular)\s*(?::|\Z)",
    r"you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)\b.{0,20}\Z",
    r"(?:don['’]t\s+miss|must[\s-]read)\s*:",
    r"(?:trending(?:\s+now)?|up\s+next|in\s+case\s+you\s+missed(?:\s+it)?)\s*(?::|\Z)",
    # buttons and menus
    r"(?:click|tap)\s+(?:here|to|on|below)\b",
    r"(?:continue|keep)\s+reading\b",
    r"(?:scroll\s+(?:down|to)|skip\s+(?:to|past)|jump\s+to\s+(?:content|comments)|back\s+to\s+top)\b.{0,40}\Z",
    r"(?:share|email|print|save|bookmark|tweet)(?:\s+(?:this|on|via|article|story|with|by|now|to)\b.{0,60})?\Z",
    r"share\s*:",
    r"(?:show|hide|leave\s+a|post\s+a|view|add\s+a)\s+comments?\b.{0,30}\Z",
    r"\d*\s*comments?\Z",
    r"copy\s+link\Z",
    r"(?:log|sign)\s+in\b.{0,60}\Z",
    r"download\s+(?:our|the)\b.{0,30}\bapps?\b",
    # advertising
    r"advertis(?:e?ment|ing)\Z",
    r"(?:article|story)\s+continues\s+(?:below|after)\b",
    r"(?:sponsored(?:\s+content)?|promoted)\Z",
    r"this\s+(?:article|story|post)\s+(?:may\s+)?contains?\s+affiliate",
    # notices
    r"(?:copyright\b|©|\(c\)\s*\d{4})",
    r"(?:all\s+)?rights\s+reserved",
    r"terms\s+(?:of\s+(?:use|service)|and\s+conditions)\b.{0,40}\Z",
    r"(?:privacy\s+policy|cookie\s+(?:policy|settings))\b.{0,40}\Z",
    r"(?:we|this\s+site)\s+uses?\s+cookies\b",
    r"(?:the\s+)?(?:views|opinions)\s+(?:and\s+opinions\s+)?expressed\s+(?:in|by|are|here|on)\b",
    r"our\s+standards\s*:",
    r"(?:tags?|filed\s+under|topics|categories|keywords)\s*:",
    r"for\s+more\s+(?:news|stories|information)\b[^.\n]{0,80}(?:visit|click|follow|see)",
    # sound and length
    r"(?:listen\s+to|audio\s+version)\b.{0,20}(?:article|story|podcast|episode).{0,30}\Z",
    r"(?:\d{1,3}[\s-]min(?:ute)?s?\s+read|reading\s+time)\b.{0,20}\Z",
    # pictures
    r"(?:photo|image|picture|illustration|video|graphic|photograph|caption)s?\s*(?:credits?|courtesy|source|caption)?\s*(?:[:/|©]|by\s)",
    r"main\s+(?:image|photo)\s*(?:credit)?\s*:",
    r"(?:file|stock|handout|archive)\s+(?:photo|image|picture|footage)\b",
    # who worked on it, and how to reach them
    r"(?:editing|(?:additional\s+|writing\s+and\s+)?(?:reporting|writing|production))\s+by\s",
    r"(?:(?:do\s+you\s+)?have\s+a\s+(?:news\s+)?tip|got\s+a\s+(?:tip|story))\b",
    r"(?:contact|write\s+to|e-?mail)\s+(?:us|the\s+(?:author|editor|reporter|newsroom))\b",
    r"to\s+contact\s+the\s+(?:author|editor|reporter)",
)
_LINE = re.compile(rf"[\s*•·>»_\[(–—-]*(?:{'|'.join(_OPENINGS)})", re.IGNORECASE)
_AGENCY_PICTURE = r"[A-Z][\w .'’-]{2,40}/(?:AFP|AP|Reuters|EPA|Getty|TASS|Xinhua|Anadolu|Sputnik|dpa|PA)"
_CAPTION_END = re.compile(
    r"(?:\((?:photo|image|picture|file|ap\s+photo|reuters/|afp/|credit|courtesy|photograph|video)[^()\n]{0,80}\)"
    r"|\[(?:photo|image|file|credit|source)[^\]\n]{0,80}\]"
    r"|(?:photo|image|picture)\s?(?:by|:|©)\s?[^.\n]{2,60}"
    r"|(?:/\s?|\bvia\s|©\s?|\|\s?)(?:getty(?:\s+images)?|shutterstock|wikimedia(?:\s+commons)?|alamy|unsplash|istock|epa(?:-efe)?)"
    rf"|{_AGENCY_PICTURE}(?:\s+(?:Photo|Images|via\s+[A-Z][\w ]{{2,30}}))?)[\s.)\]]*\Z",
    re.IGNORECASE,
)
_DASH_NAME = re.compile(r"[–—]{1,2}\s?(?:[A-ZÀ-Þ][\w'’.-]+)(?:\s[A-ZÀ-Þ][\w'’.-]+){1,3}\Z")
_SUBSCRIBE = re.compile(r"\b(?:newsletter|subscribe|inbox|unsubscribe)\b", re.IGNORECASE)
_RULE = re.compile(r"(?:[\s*_=~#•·|–—-]{3,}|[*_–—-]{1,5})\Z")
LONGEST = 260
LONGEST_CAPTION = 400


def boilerplate_of(lines: tuple[Line, ...]) -> Spans:
    """Places of the lines that are no prose of the article, in order.

    Captions count only when they carry a picture credit; a lone name ("—Ann Poe") only when no quotation stands before it.
    """
    found: list[Span] = []
    for number, line in enumerate(lines):
        before = lines[number - 1].text if number else ""
        if _stands_outside(line.text, before=before, near_end=number >= len(lines) - 3):
            found.append(line.span)
    return tuple(found)


def _stands_outside(words: str, *, before: str, near_end: bool) -> bool:
    if len(words) > LONGEST_CAPTION:
        return False
    if _CAPTION_END.search(words, max(0, len(words) - 120)):
        return True
    if len(words) > LONGEST:
        return False
    if words[0] in "–—" and _DASH_NAME.match(words):
        return not before.endswith(('"', "”", "’", "'", "»"))
    if _RULE.match(words):
        return True
    if near_end and _SUBSCRIBE.search(words) and not _is_prose(words):
        return True
    return _LINE.match(words) is not None and not _is_prose(words)


def _is_prose(words: str) -> bool:
    """Whether a line that opens like boilerplate goes on as a report: it quotes, or speaks of someone's words."""
    return any(mark in words for mark in '“"') or " said" in words or " told " in words or " according to " in words
