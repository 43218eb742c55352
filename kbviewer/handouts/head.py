"""The head of a handout: whose paper it is and who it is for, filled in or with lines to write on."""

from datetime import date

from kbviewer.handouts.handout import NOBODY, Handout, Patient
from kbviewer.handouts.letterhead import PLAIN, Letterhead
from kbviewer.handouts.source import array, call, words
from kbviewer.i18n import Catalogue


def is_personal(handout: Handout, patient: Patient, letterhead: Letterhead) -> bool:
    """Whether a handout goes from a therapist to a patient, and is not just an article that somebody prints."""
    return letterhead != PLAIN or patient != NOBODY or bool(handout.exercises or handout.weeks or handout.note)


def head(letterhead: Letterhead, logo: str, patient: Patient, printed: date, catalogue: Catalogue) -> str:
    """The Typst expression of the head; ``logo`` is that of the logo's bytes, empty for none."""
    shown = {"logo": array((logo, words(catalogue.text("handout.logo", name=letterhead.name))))} if logo else {}
    return call(
        "head",
        name=words(letterhead.name.strip()),
        lines=array(words(line) for line in _lines(letterhead)),
        facts=array(array(map(words, fact)) for fact in _facts(letterhead, patient, printed, catalogue)),
        **shown,
    )


def contact(letterhead: Letterhead, catalogue: Catalogue) -> str:
    """Whom to ask, in a sentence; empty when there is neither a telephone nor an e-mail address."""
    phone, email = letterhead.phone.strip(), letterhead.email.strip()
    if phone and email:
        return catalogue.text("handout.ask_both", phone=phone, email=email)
    if phone:
        return catalogue.text("handout.ask_phone", phone=phone)
    return catalogue.text("handout.ask_email", email=email) if email else ""


def _lines(letterhead: Letterhead) -> list[str]:
    """The address, how to reach the clinic, and where it is on the web."""
    reach = (letterhead.phone, letterhead.email)
    told = (letterhead.address.splitlines(), reach, (letterhead.web,))
    lines = (" · ".join(part.strip() for part in line if part.strip()) for line in told)
    return [line for line in lines if line]


def _facts(letterhead: Letterhead, patient: Patient, printed: date, catalogue: Catalogue) -> list[tuple[str, str]]:
    born = [(catalogue.text("handout.born"), patient.born.strip())] if patient.born.strip() else []
    therapist = patient.therapist.strip() or letterhead.therapist.strip()
    return [
        (catalogue.text("handout.name"), patient.name.strip()),
        *born,
        (catalogue.text("handout.date"), catalogue.date(printed)),
        (catalogue.text("handout.therapist"), therapist),
    ]
