"""Claims with the state of their incident as a list of schema.org ClaimReview (JSON-LD).

A review says how far an incident is borne out, by whose judgement, and why. It rates nothing as true or false, and has
no number: the states are no scale. Only claims that their speakers put forward as what happened are reviewed; a denial
or an announcement would be rated by what it denies or announces. What one voice alone says was not reviewed by anybody.
"""

import json
from collections.abc import Iterator

from tocsin.publish.jsonl import Json, dumped
from tocsin.publish.outgoing import Outgoing
from tocsin.publish.released import link, speaker
from tocsin.publish.words import visible
from tocsin.release import Released, ReleasedClaim
from tocsin.vocab import Stance, State

REVIEWED = (State.CORROBORATED, State.CONTESTED, State.CONFIRMED, State.REFUTED, State.RETRACTED)
_PUT_FORWARD = (Stance.STATED, Stance.HEDGED)


def lines(outgoing: Outgoing) -> Iterator[str]:
    """An ItemList of reviews, a review a line, each as soon as it is there; the notice is its description."""
    yield '{"@context": "https://schema.org", "@type": "ItemList", "name": "Claims reviewed", "itemListElement": [\n'
    before, reviewed = "", 0
    for released in outgoing:
        for claim in released.claims if released.state in REVIEWED else ():
            if claim.stance in _PUT_FORWARD:
                yield before + dumped(_review(released, claim, outgoing))
                before, reviewed = ",\n", reviewed + 1
    notice = " ".join([
        *outgoing.notice().sentences(),
        f"Reviewed are claims of incidents that are {', '.join(REVIEWED)}, and of those what a speaker puts forward as "
        "having happened.",
    ])  # fmt: skip
    yield f'\n], "numberOfItems": {reviewed}, "description": {json.dumps(notice)}}}\n'


def _review(released: Released, claim: ReleasedClaim, outgoing: Outgoing) -> Json:
    day = outgoing.exported.date().isoformat()
    review: Json = {
        "@type": "ClaimReview",
        "identifier": f"{released.id}/{claim.id}",
        "datePublished": day,
        "author": {"@type": "Organization", "name": outgoing.desk},
        "claimReviewed": _claim(released, claim),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": released.state,
            "ratingExplanation": f"{visible(released.reason)}. It says how far it is borne out that this happened, "
            "not that each detail is so.",
        },
        "itemReviewed": _reviewed(claim),
    }
    return {**review, "creativeWorkStatus": outgoing.notice().status} if released.internal else review


def _claim(released: Released, claim: ReleasedClaim) -> str:
    """The claim in its own words, or in ours where those may not be quoted."""
    if claim.quote:
        return visible(claim.quote)
    unsure = ", unsure" if claim.stance is Stance.HEDGED else ""
    return f"{speaker(claim)}{unsure}: {claim.event} ({visible(released.title)})"


def _reviewed(claim: ReleasedClaim) -> Json:
    # Whether a speaker is a person or an organisation is not known, and schema.org lets it be unsaid.
    item: Json = {"@type": "Claim", "author": {"name": speaker(claim)}}
    if claim.published:
        item["datePublished"] = claim.published.isoformat()
    appearance: Json = {"@type": "CreativeWork", "publisher": {"name": visible(claim.publisher) or "unnamed"}}
    if url := link(claim):
        appearance["url"] = url
    return {**item, "appearance": appearance}
