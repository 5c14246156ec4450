"""Word lists of the parsers, in one place so that each can be read and extended at a glance."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _names(lines: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in lines.replace("\n", ",").split(",") if name.strip())


# Parts of names that are written small.
PARTICLES = _set(
    """
    abu af al av ben bin bint da das de del della den der di do dos du e el ibn la le st ten ter van von y zu
    zur
    """
)

# What people are: a phrase that holds one of these within its first five words is an affiliation of its own.
ROLES = _set(
    """
    activist adviser advisor ambassador analyst anchor anthropologist associate author biologist blogger
    broadcaster candidate chair chairman chairwoman chief co-founder columnist commentator consultant
    contributor coordinator correspondent critic dean diplomat director doctor economist editor engineer
    essayist expert fellow founder freelancer geographer head historian host intern investigator journalist
    lawyer lecturer manager member minister novelist officer partner philosopher photographer physician
    physicist poet policymaker political-scientist president producer professor reader reporter representative
    researcher resident scholar scientist secretary senator sociologist specialist staff strategist student
    teacher theologian translator veteran writer
    """
)

# What is no part of a person's name: bodies, media, desks.
BODIES = _set(
    """
    academy agency association bloomberg board bureau center centre college commission committee company
    corporation correspondent council daily department desk editor foundation gazette group guardian herald
    inc institute institution international journal ltd magazine media ministry network news observer office
    online party post press radio reporter reuters review school service society sources staff team telegraph
    television times tribune tv union university weekly writer
    """
)

# Words that open lines but not names.
NO_NAME = _set(
    """
    a about after all an analysis at before breaking by december editorial exclusive february for
    friday from how image in january july live monday more new november october on opinion our
    photo read saturday september source sunday that the these this thursday tuesday update video wednesday
    what when where who why with
    """
)

# Offices that are also family names.
ALSO_NAMES = _set("dean fellow head page reader")

# The little words of English.
ENGLISH = _set(
    """
    a about after and are as at because been before but by could for from had has have he her his in into is
    it its not of on said she should than that the their them there these they this to was we were what when
    which while who will with would you
    """
)

# Those of them that hardly any other language writes the same way.
CLEARLY_ENGLISH = _set(
    """
    and been from have of said that the their this to was were which with would
    """
)

# HTML elements that may be left open or hold nothing: they say nothing about depth.
FLAT = _set(
    """
    area base br col colgroup dd dt embed hr img input li link meta option p param source tbody td tfoot th
    thead tr track wbr
    """
)

# Agencies whose bare name in brackets is a credit; anything else in brackets may abbreviate a party of the text.
AGENCIES = _names(
    """
    AAP, AFP, Agence France-Presse, AGI, Al Jazeera, Anadolu Agency, Anadolu, ANI, ANSA, Antara, AP, APA, The
    Associated Press, Associated Press, Belga, Bernama, Bloomberg, BNS, BTA, Canadian Press, The Canadian
    Press, CNN, BBC, CTK, Deutsche Welle, dpa, DPA, DW, EFE, Europa Press, HINA, IANS, Interfax,
    Interfax-Ukraine, IRNA, ISNA, ITAR-TASS, Jiji, KCNA, Keystone-SDA, KUNA, Kyodo, Kyodo News, LUSA, MENA,
    MTI, NAN, NTB, PA, PA Media, PAP, Press Association, Press Trust of India, PTI, QNA, Reuters, RFE/RL, RIA
    Novosti, Ritzau, SANA, Sputnik, SPA, STA, STT, Tanjug, TASS, TT, UKRINFORM, Ukrinform, UNB, UNI, UPI, VNA,
    WAFA, WAM, Xinhua, Yonhap, Yonhap News Agency
    """
)

# Names of the months by number: English, German, French, Spanish, Portuguese, Italian, Dutch, with what they are cut to.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari",
            "february feb februar feber février fevrier févr fevr febrero fevereiro fev febbraio februari",
            "march mar märz maerz mrz mär mars marzo março marco mrt maart",
            "april apr avril avr abril abr aprile",
            "may mai mayo maio maggio mag mei",
            "june jun juni juin junio junho giugno giu",
            "july jul juli juillet juil julio julho luglio lug",
            "august aug août aout agosto ago augustus",
            "september sept sep septembre septiembre setembro settembre",
            "october oct oktober okt octobre octubre outubro out ottobre ott",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre",
        ),
        start=1,
    )
    for name in names.split()
}

WEEKDAYS = tuple(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed wednes thu thur thurs fri sat sun montag
    dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lundi mardi mercredi jeudi vendredi
    samedi dimanche lunes martes miércoles jueves viernes sábado domingo segunda-feira terça-feira quarta-feira quinta-feira
    sexta-feira lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag
    zondag
    """.split()
)
