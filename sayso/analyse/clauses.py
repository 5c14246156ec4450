"""Word lists that tell a clause from a phrase: finite verbs, words that open or join clauses, words that end a phrase.

Closed lists and endings instead of a tagger: own assertions, quantities and targets need only to know where a clause or a
noun phrase stops, and must know it alike for every name.
"""

AUXILIARIES = frozenset(
    "is are was were am has have had do does did will would shall should can could may might must cannot isn aren "
    "wasn weren hasn haven hadn doesn didn won wouldn couldn shouldn ain".split()
)
PASTS = frozenset(
    "became began bought broke brought built came caught chose cost cut dealt drew drove fell felt fled flew forbade "
    "forgot fought found froze gave got grew held hit hid hung hurt kept knew laid lay led left lent let lit lost "
    "made meant met paid put quit ran rang rode rose sang sank sat saw sent sold set shook shot showed shrank shut "
    "slept slid spent split spoke spread sprang stood stole struck stuck swam swept swore swung taught took thought "
    "threw told tore understood underwent woke wept went withdrew won wore wrote overcame overtook overthrew "
    "undertook withstood arose awoke bore beat bet bid bent bound bred burst cast crept dug ate fed".split()
)
PRESENTS = frozenset(
    "accounts acts adds affects aims allows appears applies argues arrives attends backs becomes begins believes "
    "belongs blocks brings builds calls carries causes changes claims comes concerns considers consists constitutes "
    "contains continues costs covers creates decides defends depends describes differs ends enjoys ensures enters "
    "exists expects explains faces fails falls feels fights fits follows forces gets gives goes governs grows happens "
    "helps holds hosts includes increases insists involves joins keeps knows lacks lasts leads leaves lies lives "
    "loses makes marks means meets moves needs occurs offers opens operates opposes owns pays plays poses produces "
    "promises proves provides puts raises reaches receives refers reflects remains represents requires rests results "
    "retains returns reveals rises rules runs says seeks seems sees sells sends serves sets shares shows sits speaks "
    "spends stands starts stays stems stops suffers suggests supports takes talks teaches tells tends threatens "
    "travels tries turns uses visits votes wants warns wears wins works writes looks seem appear remain become "
    "include oppose want need tend exist believe know say come go live work end belong depend differ consist contain "
    "require continue represent face secretes prohibits".split()
)
RELATIVES = frozenset("who whom whose which that where".split())
SUBORDINATORS = frozenset(
    "after although as because before if once since though unless until when whenever whereas whether while despite "
    "lest".split()
)
COORDINATORS = frozenset("and but or so yet nor".split())
PREPOSITIONS = frozenset(
    "about above across after against along alongside amid among amongst around as at because before behind below "
    "beneath beside besides between beyond by concerning despite down during except following for from in inside into "
    "like near of off on onto out outside over past per regarding since than through throughout till to toward "
    "towards under until up upon via with within without".split()
)
DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your some any no every each either neither both all "
    "another such".split()
)
PRONOUNS = frozenset(
    "i he she it we they you him them us me himself herself itself themselves who whom whose which what there here "
    "one this these those".split()
)
ADVERBS = frozenset(
    "also already now then later earlier again just only still even ever never not too ago early late yesterday today "
    "tomorrow tonight soon often once twice ahead away back together respectively altogether overall instead however "
    "therefore thus perhaps each apiece daily nightly annually weekly monthly".split()
)
PHRASE_END = AUXILIARIES | PASTS | RELATIVES | SUBORDINATORS | COORDINATORS | PREPOSITIONS | DETERMINERS | PRONOUNS | ADVERBS
PHRASE_END |= {"if", "how", "why"}
GROUPED = frozenset("be been being having get gets got".split())  # words that make an -ed word a part of their own verb group
HOLDING = DETERMINERS - frozenset("all both each this that these those".split())  # never stand for a noun of their own
# -ed words that stand before a noun as adjectives at least as often as they are verbs
ADJECTIVE_ED = frozenset(
    "united armed so-called limited supposed alleged red hundred indeed need feed speed seed bed deed breed exceed "
    "proceed succeed unprecedented sacred wicked naked rugged retired detailed mixed related named called based dated "
    "titled entitled".split()
)


def finite_verbs(forms: list[str]) -> list[int]:
    """Positions of words that look like finite verbs, in order; a group of auxiliaries counts at its first word."""
    found: list[int] = []
    for i, form in enumerate(forms):
        low = form.lower()
        before = forms[i - 1].lower() if i else ""
        after = forms[i + 1].lower() if i + 1 < len(forms) else ""
        if form[:1].isupper() and i and low not in AUXILIARIES:
            continue  # a name: "May", "Rose"
        if form[:1].isupper() and low in ("may", "will"):
            continue
        if low.endswith(("n't", "n’t", "'s", "’s", "'d", "’d", "'ve", "'re", "’ve", "’re", "'ll", "’ll")):
            head = low.replace("’", "'").split("'")[0]
            if head in PRONOUNS or low.endswith(("n't", "n’t")):
                found.append(i)
            continue
        if low in AUXILIARIES or low in PRESENTS:
            if before in ("to", "will", "would", "can", "could", "may", "might", "must", "should", "not") or (
                low in PRESENTS and before in DETERMINERS
            ):
                continue
            found.append(i)
        elif low in PASTS or (low.endswith("ed") and len(low) > 3 and low not in ADJECTIVE_ED):
            if after == "by" or before in HOLDING or before in PREPOSITIONS or (before.endswith("ly") and i == 1):
                continue  # a participle, or an adjective before its noun
            if any(w in AUXILIARIES or w in GROUPED for w in forms[max(i - 3, 0) : i]):
                continue  # the verb group is counted at its auxiliary
            found.append(i)
    return found
