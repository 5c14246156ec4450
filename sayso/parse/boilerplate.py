"""Lines that stand outside the article's own prose: follow us, subscribe, share, read more, captions, copyright."""

import re

from sayso.parse.lines import Line
from sayso.records.anchors import Span, Spans

_NETWORK = (
    r"(?:twitter|facebook|instagram|telegram|youtube|linkedin|whatsapp|tiktok|threads|bluesky|mastodon|substack|gab|vk|x\b|snapchat|reddit|patreon|rumble|rss"
    r"|google\s+news|apple\s+news|flipboard|social\s+media|our\s+channel|soundcloud|spotify)"
)
_LINE = re.compile(
    r"[\s*•·>»_\[(–—-]*(?:"
    rf"(?:(?:you|readers)\s+can\s+)?(?:(?:also\s+)?(?:follow|find|like|join|reach|contact|add|connect\s+with|visit)\s+)[^.!?\n]{{1,80}}?\s(?:on|via|at|in|through)\s[^.!?\n]{{0,60}}?{_NETWORK}"
    r"|(?:follow|like|join)\s+(?:us|me|him|her|them|the\s+author|@\w+)\b"
    r"|(?:follow|tweet)\s+[^.!?\n]{1,40}?@\w+"
    r"|(?:please\s+)?(?:subscribe|sign\s+up)\b(?!\s+(?:was|were|is|are|had))|get\s+(?:our|the)\s+[^.!?\n]{0,40}(?:newsletter|e-?mail|app|briefing)\b"
    r"|(?:our\s+)?(?:free\s+)?(?:daily\s+|weekly\s+)?newsletters?\s*(?::|\Z)"
    r"|(?:read|see|watch|listen)\s+(?:more|also|next|now)\s*(?::|\Z|on\s|about\s|at\s|here)|also\s+(?:read|see|watch)\s*:|(?:more|related|recommended)\s+(?:stories|articles|news|coverage|reading|on\s+this\s+story|content|topics)\b"
    r"|related\s*:|related\Z|most\s+(?:read|popular)\b|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)|don['’]t\s+miss\s*:|must[\s-]read\s*:|trending(?:\s+now)?\s*(?::|\Z)|up\s+next\Z|in\s+case\s+you\s+missed"
    r"|(?:click|tap)\s+(?:here|to|on|below)\b|(?:continue|keep)\s+reading\b|scroll\s+(?:down|to)\b|skip\s+(?:to|past|advertisement)\b|jump\s+to\s+(?:content|comments)|back\s+to\s+top"
    r"|(?:share|email|print|save|bookmark|tweet)(?:\s+(?:this|on|via|article|story|with|by|now|to)\b.{0,60})?\Z|share\s*:|(?:show|hide|leave\s+a|post\s+a|view|add\s+a)\s+comments?\b|\d*\s*comments?\Z|copy\s+link\Z"
    r"|advertis(?:e?ment|ing)\Z|article\s+continues\s+(?:below|after)\b|story\s+continues\b|sponsored\b(?:\s+content)?\Z|promoted\Z|this\s+(?:article|story|post)\s+(?:contains|may\s+contain)\s+affiliate"
    r"|(?:copyright|©|\(c\)\s*\d{4})|(?:all\s+)?rights\s+reserved|terms\s+(?:of\s+(?:use|service)|and\s+conditions)\b.{0,40}\Z|privacy\s+policy\b|cookie\s+(?:policy|settings)\b|(?:we|this\s+site)\s+uses?\s+cookies\b"
    r"|(?:please\s+)?(?:support|donate\s+to|help)\s+(?:our|us|independent|this)\b[^.\n]{0,60}(?:journalism|work|site|donat|today|newsroom|!|\Z)|donate\s*(?:now|today|here)?\s*[!.]?\Z"
    r"|(?:listen\s+to|audio\s+version)\b.{0,20}(?:article|story|podcast|episode)?.{0,30}\Z|\d{1,3}[\s-]min(?:ute)?s?\s+read\b|reading\s+time\b|(?:log|sign)\s+in\b.{0,60}\Z|download\s+(?:our|the)\b.{0,30}\bapps?\b"
    r"|(?:photo|image|picture|illustration|video|graphic|photograph|caption|foto)s?\s*(?:credits?|courtesy|source|by|caption)?\s*(?:[:/|©]|by\s)|(?:file|stock|handout|archive)\s+(?:photo|image|picture|footage)\b"
    r"|(?:the\s+)?(?:views|opinions)\s+(?:and\s+opinions\s+)?(?:expressed|in\s+this)\b|(?:if\s+you\s+)?(?:have\s+a\s+)?(?:news\s+)?tips?\s*\?|got\s+a\s+(?:tip|story)\b|(?:contact|write\s+to|e-?mail)\s+(?:us|the\s+(?:author|editor|reporter|newsroom))\b|to\s+contact\s+the\s+(?:author|editor|reporter)"
    r"|editing\s+by\s|(?:additional\s+|writing\s+and\s+|compiled\s+)?(?:reporting|writing|compiled|production)\s+by\s|our\s+standards\s*:|tags?\s*:|(?:filed\s+under|topics|categories|keywords)\s*:|for\s+more\s+(?:news|stories|information)\b[^.\n]{0,80}(?:visit|click|follow|see)"
    r")",
    re.IGNORECASE,
)
_CAPTION_END = re.compile(
    r"(?:\((?:photo|image|picture|file|ap\s+photo|reuters/|afp/|credit|courtesy|photograph|video)[^()\n]{0,80}\)|\[(?:photo|image|file|credit|source)[^\]\n]{0,80}\]"
    r"|(?:photo|image|picture|credit)\s?(?:by|:|©)\s?[^.\n]{2,60}|(?:/\s?|\bvia\s|©\s?|\|\s?)(?:getty(?:\s+images)?|shutterstock|wikimedia(?:\s+commons)?|alamy|unsplash|istock|epa(?:-efe)?)"
    r"|[A-Z][\w .'’-]{2,40}/(?:AFP|AP|Reuters|EPA|Getty|TASS|Xinhua|Anadolu|Sputnik|dpa|PA)(?:\s+(?:Photo|Images|via\s+[A-Z][\w ]{2,30}))?)[\s.)\]]*\Z",
    re.IGNORECASE,
)
_DASH_NAME = re.compile(r"[–—]{1,2}\s?(?:[A-ZÀ-Þ][\w'’.-]+)(?:\s[A-ZÀ-Þ][\w'’.-]+){1,3}\Z")
_SUBSCRIBE_TAIL = re.compile(r"\b(?:newsletter|subscribe|inbox|unsubscribe)\b", re.IGNORECASE)
_RULE = re.compile(r"[\s*_=~#.•·|–—-]{3,}\Z")
_STARS = re.compile(r"[\s*_–—-]{1,5}\Z")
# The cues that must occur for any pattern of _LINE to match: a cheap test that nearly all prose lines fail.
LONGEST = 260
LONGEST_CAPTION = 400


def boilerplate_of(lines: tuple[Line, ...]) -> Spans:
    """Places of the lines that are no prose of the article, in order.

    Captions count only when they carry a picture credit; a quotation's lone name ("—Ann Poe") only when no quotation stands before it.
    """
    found: list[Span] = []
    for number, line in enumerate(lines):
        words = line.text
        if len(words) <= LONGEST and (_LINE.match(words) and not _is_prose(words) or _RULE.match(words) or _STARS.match(words)):
            found.append(line.span)
        elif len(words) <= LONGEST_CAPTION and _CAPTION_END.search(words, max(0, len(words) - 120)):
            found.append(line.span)
        elif words[0] in "–—" and len(words) < 60 and _DASH_NAME.match(words):
            if number == 0 or lines[number - 1].text[-1] not in "\"”’'»":
                found.append(line.span)
        elif (
            number >= len(lines) - 3
            and len(words) <= LONGEST
            and _SUBSCRIBE_TAIL.search(words)
            and "“" not in words
            and '"' not in words
        ):
            found.append(line.span)
    return tuple(found)


def _is_prose(words: str) -> bool:
    """Whether a line that opens like boilerplate goes on as a report: it quotes, or a second sentence speaks of someone's words."""
    return any(mark in words for mark in '“"') or " said" in words or " told " in words or " according to " in words
