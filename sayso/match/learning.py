"""What a collection teaches about outlets, and what people rule: from outlets to outlets.

A document says that its outlet's name and the domain of its address go together. That is weak evidence: it never takes from an
outlet that is known already, and names that share a domain are one outlet only if they are alike.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.match.addresses import domain_of
from sayso.match.names import Outlet, alike, form_of, key_of
from sayso.records.rulings import Ruled, Ruling

# Documents that it takes to add to an outlet that is known already.
FIRM = 2
# Share of a domain's documents that the outlet must have to be the one the domain stands for.
OWNED = 0.6


def learn(known: Sequence[Outlet], seen: Iterable[tuple[str | None, str | None]]) -> tuple[Outlet, ...]:
    """The known outlets with what the documents add, and then the new ones by name; the same whatever the order of `seen`.

    Args:
        known: outlets with unlike keys.
        seen: outlet's name and address of each document.
    """
    domains: dict[str, Counter[str]] = defaultdict(Counter)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for name, url in seen:
        form = form_of(name or "")
        domain = domain_of(url)
        if name and form and _is_name(form, domain):
            written[form][" ".join(name.split())] += 1
            if domain:
                domains[form][domain] += 1
    # The name that most documents have comes first, so that rarer ones join it and not the other way round.
    title = {
        form: min(written[form], key=lambda name: (-written[form][name], name))
        for form in sorted(written, key=lambda form: (-written[form].total(), form))
    }
    owner = _owners(known, title, domains)
    gained = _domains(known, owner, domains)
    names: dict[str, list[str]] = defaultdict(list)
    for form, key in owner.items():
        names[key].append(title[form])
    outlets = []
    for outlet in known:
        have = {form_of(name) for name in outlet.names}
        more = (name for name in names.pop(outlet.key, ()) if form_of(name) not in have)
        outlets.append(
            replace(outlet, aliases=(*outlet.aliases, *more), domains=(*outlet.domains, *gained.get(outlet.key, ())))
        )
    outlets.extend(Outlet(key, names[key][0], tuple(names[key][1:]), tuple(gained.get(key, ()))) for key in sorted(names))
    return tuple(outlets)


def _is_name(form: str, domain: str | None) -> bool:
    """Whether a form is long enough to be told from other words, or the domain is spelled so ("U.S." may be part of a site)."""
    label = form_of((domain or "").partition(".")[0])
    return len(form) > 3 or label in {form + more for more in ("", "news", "online", "tv", "media")}


def _owners(known: Sequence[Outlet], title: dict[str, str], domains: dict[str, Counter[str]]) -> dict[str, str]:
    """The key of the outlet that each form names, in the order of `title`."""
    by_name, by_domain = _index(known)
    keys = {outlet.key for outlet in known}
    owner: dict[str, str] = {}
    at: dict[str, list[str]] = defaultdict(list)
    for form, name in title.items():
        outlet = by_name.get(form)
        here = sorted(domains[form], key=lambda domain: (-domains[form][domain], domain)) if form in domains else []
        if outlet is None and here:
            host = by_domain.get(here[0])
            if host is not None and (domains[form][here[0]] >= FIRM or any(alike(name, other) for other in host.names)):
                outlet = host
        twin = next((other for other in at[here[0]] if alike(name, title[other])), None) if here and outlet is None else None
        if outlet is not None:
            owner[form] = outlet.key
        elif twin is not None:
            owner[form] = owner[twin]
        else:
            owner[form] = _free(key_of(name), keys)
            keys.add(owner[form])
        for domain in here:
            at[domain].append(form)
    return owner


def _domains(known: Sequence[Outlet], owner: dict[str, str], domains: dict[str, Counter[str]]) -> dict[str, list[str]]:
    """The domains that each outlet gains, in order."""
    taken = _index(known)[1]
    keys = {outlet.key for outlet in known}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for form, here in domains.items():
        for domain, count in here.items():
            votes[domain][owner[form]] += count
    gained: dict[str, list[str]] = defaultdict(list)
    for domain in sorted(votes.keys() - taken.keys()):
        key, count = min(votes[domain].items(), key=lambda vote: (-vote[1], vote[0]))
        if count >= OWNED * votes[domain].total() and (key not in keys or count >= FIRM):
            gained[key].append(domain)
    return gained


def rule(known: Sequence[Outlet], rulings: Iterable[Ruling]) -> tuple[Outlet, ...]:
    """The outlets as people want them, later rulings over earlier ones; those that speak of nothing known are passed over."""
    outlets = {outlet.key: outlet for outlet in known}
    for ruling in rulings:
        by_name, by_domain = _index(tuple(outlets.values()))
        form = form_of(ruling.what)
        domain = None if form in by_name else domain_of(ruling.what)
        holder = by_domain.get(domain) if domain else by_name.get(form)
        outlet = by_name.get(form_of(ruling.outlet))
        if ruling.ruled is Ruled.PART:
            if outlet is not None and outlet == holder:
                _part(outlets, outlet, ruling.what, domain)
        elif outlet is None or outlet != holder:
            _join(outlets, outlet or _new(outlets, ruling.outlet), holder, ruling.what, domain)
    return tuple(outlets.values())


def _join(outlets: dict[str, Outlet], outlet: Outlet, holder: Outlet | None, what: str, domain: str | None) -> None:
    names: tuple[str, ...] = () if domain else (what,)
    domains: tuple[str, ...] = (domain,) if domain else ()
    if holder is not None:
        del outlets[holder.key]
        rest = _less(holder, what, domain)
        if not domain and form_of(holder.name) == form_of(what):
            names, domains = holder.names, holder.domains
        elif rest is not None:
            outlets[holder.key] = rest
    outlets[outlet.key] = replace(outlet, aliases=(*outlet.aliases, *names), domains=(*outlet.domains, *domains))


def _part(outlets: dict[str, Outlet], outlet: Outlet, what: str, domain: str | None) -> None:
    rest = _less(outlet, what, domain)
    if rest is not None:
        outlets[outlet.key] = rest
        if not domain:
            new = _new(outlets, what)
            outlets[new.key] = new


def _less(outlet: Outlet, what: str, domain: str | None) -> Outlet | None:
    """The outlet without a domain or a name; None where no name is left."""
    if domain:
        return replace(outlet, domains=tuple(one for one in outlet.domains if one != domain))
    names = tuple(name for name in outlet.names if form_of(name) != form_of(what))
    return replace(outlet, name=names[0], aliases=names[1:]) if names else None


def _new(outlets: Mapping[str, Outlet], name: str) -> Outlet:
    return Outlet(_free(key_of(name), outlets), name)


def _free(key: str, taken: Container[str]) -> str:
    """The key, or, where another outlet has it, the key with the first number that is free."""
    number = 2
    free = key
    while free in taken:
        free = f"{key}-{number}"
        number += 1
    return free


def _index(outlets: Sequence[Outlet]) -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    """Outlets by form of name, names before aliases, and by domain; the first of several."""
    by_name: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    for outlet in outlets:
        by_name.setdefault(form_of(outlet.name), outlet)
        for domain in outlet.domains:
            by_domain.setdefault(domain, outlet)
    for outlet in outlets:
        for alias in outlet.aliases:
            by_name.setdefault(form_of(alias), outlet)
    return by_name, by_domain
