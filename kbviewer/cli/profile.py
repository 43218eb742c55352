"""Whose bookmarks a command is about, on a computer that several share."""

import getpass
import os
import sys
from pathlib import Path

from kbviewer.cli.start import Start
from kbviewer.errors import InputError
from kbviewer.library.profiles import Profile, Profiles


def signed_in(name: str | None, start: Start) -> Path:
    """The folder of the bookmarks of a profile; without profiles, that of all bookmarks there are.

    Raises:
        InputError: ``profile_missing``, there are profiles and none is named; what `Profiles.sign_in` raises.
        StorageError: what `Profiles` raises.
    """
    profiles = Profiles(start.data)
    if name is None:
        if profiles.are_used():
            raise InputError("profile_missing")
        return start.data
    profile = profiles.named(name)
    return profiles.sign_in(profile, _pin(profile, start) if profile.has_pin else "")


def _pin(profile: Profile, start: Start) -> str:
    """From the environment, for scripts, else typed unseen; "" when there is nobody to ask."""
    given = os.environ.get("KBVIEWER_PIN", "")
    if given or not sys.stdin.isatty():
        return given
    return getpass.getpass(start.words.text("cli.bookmarks.pin", name=profile.name))
