"""Writes sayso/match/outlets.tsv: names and domains from the credits of Wikipedia's current events, and the agencies below.

    python setup/outlets.py FOLDER_OF_MARKDOWN_PAGES

The pages are Wikipedia's Portal:Current events, one a day, as Markdown. Each event ends with credits such as
`[(*The Jerusalem Post*)](https://www.jpost.com/...)` and `[(AFP via France 24)](https://www.france24.com/...)`: the last name
is that of the one whose page it is. A name and a domain that stand together often enough are one outlet's.
"""

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path

from sayso.match.addresses import domain_of
from sayso.match.names import alike, form_of, key_of

TARGET = Path(__file__).resolve().parents[1] / "sayso" / "match" / "outlets.tsv"
HEAD = (
    "# Names and domains of news outlets. Learnt from Wikipedia's Portal:Current events, by its contributors, CC BY-SA 4.0;\n"
    "# agencies added by hand. Made by setup/outlets.py.\n"
    "# key, name, kind, aliases, domains\n"
)
CREDIT = re.compile(
    r"\[\s*\*?\(\*?([^\[\]]{1,80}?)\*?\)?\*?\s*\]\((https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+\"[^\"]*\")?\)"
)
NOISE = re.compile(r"\*?\s+\(?in\s+[A-Z]\w+\s*\Z|\s+2\Z|[*\"“”‘’<>()]+")
TOGETHER = 3  # credits that a name and a domain need to be one outlet's
SPELLED = 2  # the same where the domain is spelled like the name
ALIAS = 2  # credits that a further name of the domain needs
MOST = 0.5  # share of a domain's credits that its name needs

# Outlets that have a name in common with others: told apart by what they are also called.
PARTED = {
    "abc.es": "ABC Spain",
    "abc.net.au": "ABC News Australia",
    "abc7.com": "KABC-TV",
    "arabnews.jp": "Arab News Japan",
    "arabnews.pk": "Arab News Pakistan",
    "channel4.com": "Channel 4 News",
    "elmundo.sv": "El Mundo El Salvador",
    "guardian.ng": "The Guardian Nigeria",
    "montrealgazette.com": "Montreal Gazette",
    "mtv.com.lb": "MTV Lebanon",
    "nationthailand.com": "Nation Thailand",
    "nbclosangeles.com": "KNBC-TV",
    "standard.co.uk": "London Evening Standard",
    "telegraphindia.com": "The Telegraph India",
    "the-star.co.ke": "The Star Kenya",
    "thestandard.com.hk": "The Standard Hong Kong",
    "thesun.my": "The Sun Malaysia",
}
# Bodies whose announcements are credited, and pages that gather figures: no outlets.
BODIES = frozenset(
    """
    acleddata.com atptour.com asn.flightsafety.org aviation-safety.net criticalthreats.org eclipsewise.com europa.eu fide.com
    hengaw.net hrw.org fifa.com fimspeedway.com microsoft.com nhl.com ohchr.org olympics.com reliefweb.int
    spglobal.com syriahr.com
    trackingterrorism.org un.org understandingwar.org unesco.org unicef.org wtatennis.com
    """.split()
)
BODY = re.compile(r"\.(?:gov|mil|int)\Z")

# By hand, where name and domain are certain: name; other names; domains.
AGENCIES = """
AAP; Australian Associated Press; aap.com.au
Adnkronos; ; adnkronos.com
Agência Brasil; ; agenciabrasil.ebc.com.br
Agence France-Presse; AFP, Agence France Presse; afp.com
Agerpres; ; agerpres.ro
AGI; Agenzia Italia; agi.it
Algérie Presse Service; Algeria Press Service; aps.dz
Anadolu Agency; Anadolu, AA, Anadolu Ajansı; aa.com.tr
Andina; ; andina.pe
Angop; ; angop.ao
ANI; Asian News International, ANI News; aninews.in
ANP; Algemeen Nederlands Persbureau; anp.nl
ANSA; Agenzia Nazionale Stampa Associata; ansa.it
Antara; Antara News; antaranews.com
Armenpress; ; armenpress.am
Associated Press; AP, The Associated Press, AP News; apnews.com, ap.org
Associated Press of Pakistan; ; app.com.pk
Austria Presse Agentur; Austria Press Agency; apa.at
Azertac; Azerbaijan State News Agency; azertag.az
Azeri-Press Agency; APA, Azerbaijani Press Agency; apa.az
Bahrain News Agency; ; bna.bh
Baltic News Service; BNS; bns.ee, bns.lt, bns.lv
Bangladesh Sangbad Sangstha; BSS, BSS News; bssnews.net
Belga; Belga News Agency; belga.be
BelTA; ; belta.by
Bernama; ; bernama.com
BTA; Bulgarian News Agency, Bulgarian Telegraph Agency; bta.bg
Canadian Press; The Canadian Press; thecanadianpress.com, thecanadianpressnews.ca
Central News Agency; Focus Taiwan; cna.com.tw, focustaiwan.tw
China News Service; ; chinanews.com.cn, ecns.cn
ČTK; CTK, Czech News Agency; ctk.cz, ctk.eu
dpa; DPA, Deutsche Presse-Agentur, DPA International; dpa.com, dpa-international.com
EFE; Agencia EFE; efe.com
ELTA; ; elta.lt
Emirates News Agency; WAM; wam.ae
Ethiopian News Agency; ; ena.et
Europa Press; ; europapress.es
Fars News Agency; Fars News; farsnews.ir
Fena; ; fena.ba
Ghana News Agency; ; gna.org.gh
Hina; ; hina.hr
IANS; Indo-Asian News Service; ians.in
Interfax; Interfax News Agency; interfax.ru, interfax.com
Interfax-Ukraine; ; interfax.com.ua
Iraqi News Agency; ; ina.iq
IRNA; Islamic Republic News Agency; irna.ir
ISNA; Iranian Students' News Agency, Iranian Students News Agency; isna.ir
Jiji Press; Jiji; jiji.com
Kabar; ; kabar.kg
Kazinform; Qazinform; inform.kz
KCNA; Korean Central News Agency; kcna.kp
Kenya News Agency; ; kenyanews.go.ke
Keystone-SDA; ; keystone-sda.ch
Khovar; ; khovar.tj
KUNA; Kuwait News Agency; kuna.net.kw
Kyodo News; Kyodo, Kyodo News Agency; kyodonews.net
LETA; ; leta.lv
Lusa; ; lusa.pt
Maghreb Arab Press; Maghreb Arabe Presse, Moroccan Press Agency; mapnews.ma
Mehr News Agency; Mehr News; mehrnews.com
MENA; Middle East News Agency; mena.org.eg
MIA; ; mia.mk
Montsame; ; montsame.mn
MTI; Magyar Távirati Iroda; mti.hu
NAMPA; Namibia Press Agency; nampa.org
National News Agency; ; nna-leb.gov.lb
News Agency of Nigeria; NAN; nannews.ng
NTB; Norsk Telegrambyrå; ntb.no
Oman News Agency; ; omannews.gov.om
PA Media; Press Association, PA, PA news agency; pamediagroup.com
PAP; Polish Press Agency, Polska Agencja Prasowa; pap.pl
Petra; Jordan News Agency; petra.gov.jo
Philippine News Agency; PNA; pna.gov.ph
Prensa Latina; ; prensa-latina.cu, plenglish.com
PTI; Press Trust of India; ptinews.com
Qatar News Agency; QNA; qna.org.qa
Reuters; Reuters News Agency; reuters.com, reutersconnect.com
RIA Novosti; RIA; ria.ru
Ritzau; ; ritzau.dk
SANA; Syrian Arab News Agency; sana.sy
Saudi Press Agency; SPA; spa.gov.sa
SONNA; Somali National News Agency; sonna.so
Sputnik; Sputnik News; sputniknews.com, sputnikglobe.com
STA; Slovenian Press Agency; sta.si
STT; Suomen Tietotoimisto; stt.fi
SUNA; Sudan News Agency; suna-sd.net
Tanjug; ; tanjug.rs
TASR; ; tasr.sk
Tasnim News Agency; Tasnim, Tasnim News; tasnimnews.com
TASS; ITAR-TASS; tass.com, tass.ru
Télam; ; telam.com.ar
Trend News Agency; Trend; trend.az
TT; TT News Agency, Tidningarnas Telegrambyrå; tt.se
Tunis Afrique Presse; ; tap.info.tn
Ukrinform; ; ukrinform.net, ukrinform.ua
UNIAN; ; unian.net, unian.ua, unian.info
United News of Bangladesh; UNB; unb.com.bd
United News of India; UNI; uniindia.com
UPI; United Press International; upi.com
UzA; Uzbekistan National News Agency; uza.uz
Vietnam News Agency; VNA; vnanet.vn
WAFA; Palestinian News and Information Agency; wafa.ps
Xinhua; Xinhua News Agency, Xinhua News; news.cn, xinhuanet.com
Yonhap News Agency; Yonhap, Yonhap News; yna.co.kr
"""
# Full names that credits shorten.
OUTLETS = """
BBC News; BBC, British Broadcasting Corporation; bbc.com, bbc.co.uk
CNA; Channel NewsAsia, Channel News Asia; channelnewsasia.com
DW; Deutsche Welle; dw.com
RFE/RL; Radio Free Europe/Radio Liberty, Radio Free Europe, Radio Liberty; rferl.org
RFI; Radio France Internationale, Radio France International; rfi.fr
VOA; Voice of America; voanews.com
The Athletic; ;
Yahoo News; Yahoo! News;
MSN; ;
"""


class Entry:
    """An outlet in the making: names and domains, the most frequent first."""

    def __init__(self, names: list[str], domains: list[str], *, agency: bool = False) -> None:
        self.names, self.domains, self.agency = names, domains, agency

    def line(self) -> str:
        """The line of the table."""
        by_form: dict[str, str] = {}
        for name in self.names:
            by_form.setdefault(form_of(name), name)
        names = list(by_form.values())
        kind = "agency" if self.agency else "outlet"
        return "\t".join((key_of(names[0]), names[0], kind, "|".join(names[1:]), "|".join(dict.fromkeys(self.domains))))


def credits_of(text: str) -> dict[str, Counter[str]]:
    """The names that stand with each domain, with how often they do."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for words, url in CREDIT.findall(text):
        name = " ".join(NOISE.sub(" ", NOISE.sub("", words.rpartition(" via ")[2])).split())
        domain = domain_of(url)
        if domain and form_of(name) and domain not in BODIES and not BODY.search(domain):
            found[domain][PARTED.get(domain, name)] += 1
    return found


def learnt(credits: dict[str, Counter[str]]) -> list[Entry]:
    """The outlets of the credits: a domain stands for the name that most of its credits have; one name, one outlet."""
    by_form: dict[str, Entry] = {}
    for domain in sorted(credits, key=lambda domain: (-credits[domain].total(), domain)):
        forms: Counter[str] = Counter()
        for name, count in credits[domain].items():
            forms[form_of(name)] += count
        names = sorted(credits[domain], key=lambda name: (-forms[form_of(name)], -credits[domain][name], name))
        first = forms[form_of(names[0])]
        label, form = form_of(domain.partition(".")[0]), form_of(names[0])
        spelled = min(len(label), len(form)) >= 3 and (label in form or form in label)
        if first < (SPELLED if spelled else TOGETHER) or first < MOST * forms.total():
            continue
        entry = by_form.setdefault(form_of(names[0]), Entry([], []))
        entry.names += [name for name in names if name == names[0] or (forms[form_of(name)] >= ALIAS and alike(name, names[0]))]
        entry.domains.append(domain)
    return list(by_form.values())


def by_hand(table: str, *, agency: bool) -> list[Entry]:
    """The outlets of one of the tables above."""
    entries = []
    for line in table.strip().splitlines():
        name, aliases, domains = (part.strip() for part in line.split(";"))
        entries.append(
            Entry(
                [name, *filter(None, re.split(r",\s*", aliases))], list(filter(None, re.split(r",\s*", domains))), agency=agency
            )
        )
    return entries


def joined(certain: list[Entry], learnt: list[Entry]) -> list[Entry]:
    """What is certain, with what was learnt of the same outlets, and the rest of what was learnt, less names that are taken."""
    taken = {form_of(name): entry for entry in certain for name in entry.names}
    domains = {domain: entry for entry in certain for domain in entry.domains}
    outlets = list(certain)
    for entry in learnt:
        known = next((domains[domain] for domain in entry.domains if domain in domains), taken.get(form_of(entry.names[0])))
        names = [name for name in entry.names if form_of(name) not in taken]
        if known is not None:
            known.names += names
            known.domains += entry.domains
        else:
            outlets.append(Entry(names, entry.domains))
    return outlets


def main() -> None:
    """Writes the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pages", type=Path, help="folder of the pages, *.md")
    pages = sorted(parser.parse_args().pages.rglob("*.md"))
    credits = credits_of("\n".join(page.read_text(encoding="utf-8") for page in pages))
    outlets = joined([*by_hand(AGENCIES, agency=True), *by_hand(OUTLETS, agency=False)], learnt(credits))
    lines = sorted(outlet.line() for outlet in outlets)
    TARGET.write_text(HEAD + "".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
