"""How much of an exercise: the dose, as a person would write it into a table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dose:
    """Each value is short Danish text as it is printed ("3", "8-12", "30 sekunder", "hver anden dag").

    Empty is what nobody said.
    """

    sets: str = ""
    repetitions: str = ""
    hold: str = ""
    pause: str = ""
    frequency: str = ""


UNKNOWN = Dose()
