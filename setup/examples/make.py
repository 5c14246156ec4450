"""Makes the bundled articles from articles.jsonl: as text, as web pages, as PDF and as DOCX, each in a form met in real life.

pip install reportlab && python setup/examples/make.py
"""

import html
import io
import json
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "sayso" / "examples"

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} - {outlet}</title>
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{outlet}">
<meta property="og:type" content="article">
<meta property="article:published_time" content="{published}T09:00:00Z">
<meta name="author" content="{byline}">
<link rel="canonical" href="{url}">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": {title_json}, "datePublished": "{published}T09:00:00Z",
"author": {{"@type": "Organization", "name": {byline_json}}}, "publisher": {{"@type": "Organization", "name": {outlet_json}}}}}
</script>
<style>body {{ font-family: sans-serif }} .related {{ float: right }}</style>
</head>
<body>
<header><nav><a href="/">Front page</a> <a href="/world">World</a>
<a href="/science">Science</a> <a href="/about">About</a></nav></header>
<main>
<article>
<h1>{title}</h1>
<p class="byline">By <a rel="author" href="/authors">{byline}</a></p>
<p class="date"><time datetime="{published}">{long_date}</time></p>
{body}
<p class="credit">Source: <a href="{url}">{outlet}</a>, {licence}</p>
</article>
<aside class="related"><h2>Read also</h2><ul><li><a href="/a">Yesterday in brief</a></li>
<li><a href="/b">The week in pictures</a></li></ul></aside>
</main>
<footer><p>Follow us and sign up for our newsletter.</p><p>Text available under {licence}.</p></footer>
</body>
</html>
"""
LINKED = {
    "Atlantic Council": "https://www.atlanticcouncil.org/",
    "EastMed gas pipeline": "https://en.wikipedia.org/wiki/EastMed_pipeline",
    "Science Advances": "https://www.science.org/journal/sciadv",
    "College of Wooster": "https://wooster.edu/",
}


def paragraphs(article: dict[str, str]) -> list[str]:
    """The article's paragraphs, in order."""
    return [" ".join(block.split()) for block in article["text"].split("\n") if block.strip()]


def long_date(article: dict[str, str]) -> str:
    """The date of publication in words."""
    day = date.fromisoformat(article["published"])
    return f"{day:%A}, {day:%B} {day.day}, {day.year}"


def credit(article: dict[str, str]) -> str:
    """The line at the foot of the article."""
    return f"Source: {article['outlet']}, {article['licence']}"


def as_txt(article: dict[str, str]) -> bytes:
    """Plain text: title, byline, date, paragraphs, credit line."""
    head = [article["title"], f"By {article['byline']}", long_date(article)]
    return ("\n\n".join([*head, *paragraphs(article), credit(article)]) + "\n").encode()


def as_html(article: dict[str, str]) -> bytes:
    """A saved web page with navigation, metadata and links."""
    body = []
    for paragraph in paragraphs(article):
        escaped = html.escape(paragraph, quote=False)
        for words, address in LINKED.items():
            escaped = escaped.replace(words, f'<a href="{address}">{words}</a>', 1)
        body.append(f"<p>{escaped}</p>")
    plain = {key: html.escape(value) for key, value in article.items() if isinstance(value, str)}
    quoted = {f"{key}_json": json.dumps(article[key], ensure_ascii=False) for key in ("title", "byline", "outlet")}
    return PAGE.format(body="\n".join(body), long_date=long_date(article), **plain, **quoted).encode()


def as_docx(article: dict[str, str]) -> bytes:
    """A word-processor document with core properties."""
    from datetime import datetime

    import docx

    document = docx.Document()
    day = datetime.fromisoformat(article["published"])
    core = document.core_properties
    core.title, core.author, core.created, core.modified = article["title"], article["outlet"], day, day
    document.add_heading(article["title"], level=0)
    document.add_paragraph(f"By {article['byline']}")
    document.add_paragraph(long_date(article))
    for paragraph in paragraphs(article):
        document.add_paragraph(paragraph)
    document.add_paragraph(credit(article))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(article: dict[str, str]) -> bytes:
    """A PDF with a text layer, page numbers and a running head."""
    import reportlab
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    styles = getSampleStyleSheet()
    for name in ("Title", "Normal"):
        styles[name].fontName = "Vera"
    styles["Normal"].spaceAfter = 8
    styles["Normal"].leading = 15

    def furniture(canvas, template):  # type: ignore[no-untyped-def]
        canvas.setFont("Vera", 8)
        canvas.drawString(72, A4[1] - 40, f"{article['outlet']}  |  {long_date(article)}")
        canvas.drawCentredString(A4[0] / 2, 36, f"Page {template.page}")

    lines = [f"By {article['byline']}", long_date(article), *paragraphs(article), credit(article)]
    story = [Paragraph(html.escape(article["title"]), styles["Title"]), Spacer(1, 6)]
    story += [Paragraph(html.escape(line, quote=False), styles["Normal"]) for line in lines]
    stream = io.BytesIO()
    template = SimpleDocTemplate(stream, pagesize=A4, title=article["title"], author=article["byline"], invariant=1)
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return stream.getvalue()


FORMS = {"txt": as_txt, "html": as_html, "docx": as_docx, "pdf": as_pdf}


def main() -> None:
    """Write every article in its form."""
    for line in (HERE / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        (TARGET / f"{article['name']}.{article['form']}").write_bytes(FORMS[article["form"]](article))


if __name__ == "__main__":
    main()
