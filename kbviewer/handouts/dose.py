"""How much of an exercise: the dose, as a person would write it into a table."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True, slots=True)
class Dose:
    """Each value is short Danish text as it is printed ("3", "8–12", "30 sekunder", "hver anden dag").

    Empty is what nobody said.
    """

    sets: str = ""
    repetitions: str = ""
    hold: str = ""
    pause: str = ""
    frequency: str = ""

    @property
    def has_amount(self) -> bool:
        """Whether it tells how much to do, and not only how often and with what pauses."""
        return bool(self.sets or self.repetitions or self.hold)


UNKNOWN = Dose()

DOSE_FIELDS = tuple(field.name for field in fields(Dose))
"""What a dose is made of, in the order of a table's columns."""


def first_of(doses: Iterable[Dose]) -> Dose:
    """Each value from the first dose that has it."""
    columns = zip(*(astuple(dose) for dose in (*doses, UNKNOWN)), strict=True)
    return Dose(*(next(filter(None, column), "") for column in columns))
