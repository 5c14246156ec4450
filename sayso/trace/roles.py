"""What an unnamed source is said to be, roughly: unnamed sources of unlike kinds cannot be one another.

The words are those that news texts describe sources with; the first one that is known counts: "an official of the clinic" is an
official. Nothing is said about who a source is.
"""

import re

_ROLES = {
    "official": """official officials spokesman spokeswoman spokesperson minister ministers secretary ministry government police
        inspector authority authorities mayor governor agency department officer commissioner prefect chief administration
        embassy diplomat diplomats investigator investigators regulator detective president premier""",
    "company": """company companies manager managers management firm executive executives director consultant employer operator
        producer chairman banker bankers supplier shareholder developer contractor businessman trader traders""",
    "expert": """expert experts professor researcher researchers scientist scientists analyst analysts lecturer economist
        economists historian engineer engineers geologist academic academics specialist specialists scholar""",
    "witness": """resident residents witness witnesses eyewitness eyewitnesses neighbour neighbours neighbor neighbors passenger
        passengers shopkeeper farmer farmers survivor survivors bystander bystanders villager villagers customer parent parents
        fisherman fishermen tourist""",
    "document": "document documents memo memorandum letter file files record records contract email emails report study",
    "politician": "politician politicians lawmaker lawmakers legislator senator deputy candidate aide aides",
    "activist": "activist activists campaigner campaigners charity volunteer volunteers organiser organisers adviser",
    "medical": "doctor doctors nurse nurses physician medic medics paramedic paramedics surgeon",
    "military": "soldier soldiers army commander colonel general captain troops military fighter fighters officer",
    "worker": "worker workers employee employees staff union unions miner miners driver drivers teacher teachers",
    "sport": "coach player players trainer athlete athletes team",
    "court": "lawyer lawyers attorney judge prosecutor prosecutors barrister solicitor",
}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+")


def role_of(description: str) -> str | None:
    """The role that a description of a source names first, or None where it names none that is known."""
    return next((_ROLE_OF[word] for word in _WORD.findall(description.lower()) if word in _ROLE_OF), None)
