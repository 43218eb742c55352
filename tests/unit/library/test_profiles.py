"""Each clinician's bookmarks are their own, and no accident opens or loses them."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from filelock import FileLock

from kbviewer.errors import ExpectedError, InputError, StorageError
from kbviewer.library import profile as files
from kbviewer.library import profiles as module
from kbviewer.library.profiles import Profile, Profiles


class Clock:
    """A clock that stands still until it is moved."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def profiles(tmp_path: Path, clock: Clock) -> Profiles:
    return Profiles(tmp_path, clock)


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash with less work; its strength is tested beside `kbviewer.library.pin`."""
    monkeypatch.setattr(
        "kbviewer.library.pin._hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )


def told(job: Callable[[], object]) -> tuple[str, object]:
    """Key and number of the trouble that comes of a job."""
    with pytest.raises(ExpectedError) as trouble:
        job()
    return trouble.value.key, trouble.value.values.get("n")


def keep_bookmark(data: Path, title: str = "Hælspore") -> None:
    """A file of bookmarks as somebody without a profile has it, with a backup."""
    connection = sqlite3.connect(data / "bookmarks.sqlite")
    with connection:
        connection.execute("CREATE TABLE bookmarks (title TEXT)")
        connection.execute("INSERT INTO bookmarks VALUES (?)", (title,))
    connection.close()
    (data / "backups").mkdir()
    (data / "backups" / "i-gaar.sqlite").write_bytes(b"kopi")


def kept_titles(folder: Path) -> list[str]:
    connection = sqlite3.connect(folder / "bookmarks.sqlite")
    rows = connection.execute("SELECT title FROM bookmarks").fetchall()
    connection.close()
    return [title for (title,) in rows]


def edit(tmp_path: Path, profile: Profile, **values: object) -> None:
    file = tmp_path / "profiles" / profile.id / "profile.json"
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **values}), encoding="utf-8")


# --- the list -------------------------------------------------------------------------------------


def test_looking_leaves_no_trace(profiles: Profiles, tmp_path: Path) -> None:
    assert profiles.all() == () and not profiles.are_used()
    assert list(tmp_path.iterdir()) == []


def test_names_stand_in_danish_order(profiles: Profiles) -> None:
    for name in ("Åse", "Bo", "Ærlig Hansen", "anna", "Øjvind"):
        profiles.create(name)
    assert [profile.name for profile in profiles.all()] == ["anna", "Bo", "Ærlig Hansen", "Øjvind", "Åse"]


def test_a_name_is_tidied_and_found_in_any_case(profiles: Profiles) -> None:
    made = profiles.create("  Anna \t Holm ")
    assert made.name == "Anna Holm"
    assert profiles.named("ANNA HOLM") == made


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "Anna\x07", "Anna\u202e", "\ud800"])
def test_a_name_that_cannot_be_read_is_refused(profiles: Profiles, name: str, tmp_path: Path) -> None:
    assert told(lambda: profiles.create(name))[0] == "profile_name"
    assert list(tmp_path.iterdir()) == []


def test_no_two_have_one_name(profiles: Profiles) -> None:
    profiles.create("Åse")
    other = profiles.create("Bo")
    for double in ("åse", "A\u030ase"):
        assert told(lambda double=double: profiles.create(double))[0] == "profile_double"  # type: ignore[misc]
    assert told(lambda: profiles.rename(other, "ÅSE"))[0] == "profile_double"
    assert profiles.rename(other, "BO").name == "BO"
    assert [profile.name for profile in profiles.all()] == ["BO", "Åse"]


def test_each_has_a_folder_of_its_own(profiles: Profiles, tmp_path: Path) -> None:
    folders = {profiles.sign_in(profiles.create(name)) for name in ("Anna", "Bo")}
    assert len(folders) == 2 and all(folder.parent == tmp_path / "profiles" for folder in folders)


def test_a_removed_profile_leaves_its_bookmarks_aside(profiles: Profiles, tmp_path: Path) -> None:
    profile = profiles.create("Anna", "1234")
    keep_bookmark(profiles.sign_in(profile, "1234"))
    assert told(lambda: profiles.remove(profile, "4321"))[0] == "pin_wrong"
    aside = profiles.remove(profile, "1234")
    assert not profiles.are_used() and aside.name.startswith("removed-")
    assert kept_titles(aside) == ["Hælspore"]
    assert told(lambda: profiles.sign_in(profile, "1234"))[0] == "profile_gone"


# --- taking over the bookmarks there are ----------------------------------------------------------


def test_the_first_profile_takes_over_bookmarks_and_backups(profiles: Profiles, tmp_path: Path) -> None:
    keep_bookmark(tmp_path)
    (tmp_path / "bookmarks.damaged-20261124T190500Z.sqlite").write_bytes(b"i stykker")
    folder = profiles.sign_in(profiles.create("Anna", adopt=True))
    assert kept_titles(folder) == ["Hælspore"]
    assert (folder / "bookmarks.damaged-20261124T190500Z.sqlite").read_bytes() == b"i stykker"
    assert (folder / "backups" / "i-gaar.sqlite").read_bytes() == b"kopi"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["profiles"]


def test_without_being_asked_to_it_leaves_them(profiles: Profiles, tmp_path: Path) -> None:
    keep_bookmark(tmp_path)
    folder = profiles.sign_in(profiles.create("Anna"))
    assert not (folder / "bookmarks.sqlite").exists()
    assert kept_titles(tmp_path) == ["Hælspore"]


def test_a_later_profile_takes_over_nothing(profiles: Profiles, tmp_path: Path) -> None:
    profiles.create("Anna")
    keep_bookmark(tmp_path)
    folder = profiles.sign_in(profiles.create("Bo", adopt=True))
    assert not (folder / "bookmarks.sqlite").exists()
    assert kept_titles(tmp_path) == ["Hælspore"]


@pytest.mark.parametrize("renames", range(5))
def test_a_plug_pulled_while_they_are_moved_loses_none(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    """The power goes after so many renames: of the profile's file, its folder, the bookmarks, the backups."""
    keep_bookmark(tmp_path)
    done = 0

    class PulledPlug(BaseException):
        """Nothing after it is done."""

    def until_the_plug(real: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def move(self: Path, target: Path) -> Path:
            nonlocal done
            if done == renames:
                raise PulledPlug
            done += 1
            return real(self, target)

        return move

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", until_the_plug(Path.rename))
        patched.setattr(Path, "replace", until_the_plug(Path.replace))
        with pytest.raises(PulledPlug):
            Profiles(tmp_path, clock).create("Anna", adopt=True)
    again = Profiles(tmp_path, clock)
    if not again.are_used():
        assert kept_titles(tmp_path) == ["Hælspore"]
        again.create("Anna", adopt=True)
    (profile,) = again.all()
    folder = again.sign_in(profile)
    assert kept_titles(folder) == ["Hælspore"]
    assert (folder / "backups" / "i-gaar.sqlite").exists()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["profiles"]


def test_bookmarks_that_another_window_is_writing_are_not_moved(
    profiles: Profiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOCK_SECONDS", 0.0)
    keep_bookmark(tmp_path)
    writer = sqlite3.connect(tmp_path / "bookmarks.sqlite", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO bookmarks VALUES ('Ny')")
    profile = profiles.create("Anna", adopt=True)
    assert told(lambda: profiles.sign_in(profile))[0] == "profile_in_use"
    writer.execute("COMMIT")
    writer.close()
    assert kept_titles(profiles.sign_in(profile)) == ["Hælspore", "Ny"]


def test_bookmarks_begun_anew_meanwhile_take_the_place_of_none_that_were_moved(
    profiles: Profiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk was full when the move was to be noted as done, and another window went on where the file had been."""
    keep_bookmark(tmp_path)
    with monkeypatch.context() as full:
        real = files.write

        def write(kept: files.Kept, folder: Path) -> None:
            if (folder / "bookmarks.sqlite").exists():
                raise StorageError("profile_not_writable", path=folder)
            real(kept, folder)

        full.setattr(files, "write", write)
        profile = profiles.create("Anna", adopt=True)
    keep_bookmark(tmp_path, "Ny")
    folder = profiles.sign_in(profile)
    assert kept_titles(folder) == ["Hælspore"]
    assert kept_titles(tmp_path) == ["Ny"]


def test_damaged_bookmarks_are_moved_as_they_are(profiles: Profiles, tmp_path: Path) -> None:
    (tmp_path / "bookmarks.sqlite").write_bytes(b"ikke SQLite" * 100)
    folder = profiles.sign_in(profiles.create("Anna", adopt=True))
    assert (folder / "bookmarks.sqlite").read_bytes() == b"ikke SQLite" * 100


# --- the PIN --------------------------------------------------------------------------------------


def test_only_the_right_pin_opens(profiles: Profiles, tmp_path: Path) -> None:
    profile = profiles.create("Anna", "1234")
    assert profile.has_pin
    assert told(lambda: profiles.sign_in(profile))[0] == "pin_missing"
    assert told(lambda: profiles.sign_in(profile, "1235")) == ("pin_wrong", 4)
    assert profiles.sign_in(profile, "1234").is_dir()
    assert "1234" not in (tmp_path / "profiles" / profile.id / "profile.json").read_text(encoding="utf-8").replace(
        json.loads((tmp_path / "profiles" / profile.id / "profile.json").read_text(encoding="utf-8"))["pin"], ""
    )


def test_the_pin_is_changed_and_taken_away_with_the_old_one(profiles: Profiles) -> None:
    profile = profiles.create("Anna", "1234")
    assert told(lambda: profiles.set_pin(profile, "9999", "5678"))[0] == "pin_wrong"
    assert told(lambda: profiles.set_pin(profile, "1234", "56"))[0] == "pin_form"
    profile = profiles.set_pin(profile, "1234", "5678")
    assert told(lambda: profiles.sign_in(profile, "1234"))[0] == "pin_wrong"
    profile = profiles.set_pin(profile, "5678", "")
    assert not profile.has_pin and profiles.sign_in(profile).is_dir()


def test_wrong_tries_cost_a_wait_that_doubles_and_survives_a_restart(tmp_path: Path, clock: Clock) -> None:
    profile = Profiles(tmp_path, clock).create("Anna", "1234")

    def wrong() -> tuple[str, object]:
        return told(lambda: Profiles(tmp_path, clock).sign_in(profile, "0000"))

    assert [wrong() for _ in range(4)] == [("pin_wrong", left) for left in (4, 3, 2, 1)]
    assert wrong() == ("pin_wait_seconds", 30)
    clock.now += 29
    assert told(lambda: Profiles(tmp_path, clock).sign_in(profile, "1234")) == ("pin_wait_seconds", 1)
    for minutes in (1, 2, 4, 8, 15, 15):
        clock.now += 15 * 60
        assert wrong() == ("pin_wait_minutes", minutes)
    clock.now += 15 * 60
    assert Profiles(tmp_path, clock).sign_in(profile, "1234").is_dir()
    assert wrong() == ("pin_wrong", 4)


def test_a_clock_put_back_makes_the_wait_no_longer_than_it_was(profiles: Profiles, clock: Clock) -> None:
    profile = profiles.create("Anna", "1234")
    for _ in range(5):
        told(lambda: profiles.sign_in(profile, "0000"))
    clock.now -= 10 * 365 * 24 * 60 * 60
    assert told(lambda: profiles.sign_in(profile, "1234")) == ("pin_wait_seconds", 30)
    clock.now += 30
    assert profiles.sign_in(profile, "1234").is_dir()


def test_a_try_cut_short_counts(profiles: Profiles, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = profiles.create("Anna", "1234")

    def killed(_encoded: str, _pin: str) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("kbviewer.library.pin.matches", killed)
        profiles.sign_in(profile, "0000")
    assert told(lambda: profiles.sign_in(profile, "0000")) == ("pin_wrong", 3)


def test_a_hash_of_an_earlier_day_is_made_anew(
    profiles: Profiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = profiles.create("Anna", "1234")
    monkeypatch.setattr(
        "kbviewer.library.pin._hasher", lambda: PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    )
    profiles.sign_in(profile, "1234")
    assert "m=16,t=2" in files.read(tmp_path / "profiles" / profile.id).pin
    assert profiles.sign_in(profile, "1234").is_dir()


# --- trouble --------------------------------------------------------------------------------------


def damaged(tmp_path: Path, profile: Profile, text: str | None) -> None:
    file = tmp_path / "profiles" / profile.id / "profile.json"
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")


GOOD = {
    "format": "kbviewer-profile", "version": 1, "name": "Anna", "pin": "", "wrong": 0, "last_wrong": 0, "adopts": False,
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        " " * files.LARGEST + "{}",
        json.dumps({key: value for key, value in GOOD.items() if key != "pin"}),
        *(
            json.dumps({**GOOD, **wrong})
            for wrong in (
                {"format": "andet"},
                {"version": 0},
                {"version": "2"},
                {"name": ""},
                {"name": " Anna"},
                {"name": 7},
                {"pin": None},
                {"pin": "1234"},
                {"pin": "$argon2id$v=19$m=8"},
                {"wrong": -1},
                {"wrong": True},
                {"last_wrong": float("nan")},
                {"last_wrong": 10**400},
                {"adopts": "ja"},
            )
        ),
    ],
)
def test_a_damaged_profile_is_listed_and_lets_nobody_in(profiles: Profiles, tmp_path: Path, text: str | None) -> None:
    profile = profiles.create("Anna", "1234")
    folder = profiles.sign_in(profile, "1234")
    keep_bookmark(folder)
    profiles.create("Bo")
    damaged(tmp_path, profile, text)
    assert [one.trouble for one in profiles.all()] == ["", "profile_damaged"]
    for job in (
        lambda: profiles.sign_in(profile, "1234"),
        lambda: profiles.set_pin(profile, "1234", ""),
        lambda: profiles.remove(profile, "1234"),
        lambda: profiles.rename(profile, "Carl"),
    ):
        assert told(job)[0] == "profile_damaged"
    assert kept_titles(folder) == ["Hælspore"]


def test_a_damaged_profile_alone_still_means_that_profiles_are_used(profiles: Profiles, tmp_path: Path) -> None:
    damaged(tmp_path, profiles.create("Anna"), "{")
    assert profiles.are_used()


def test_a_profile_of_a_newer_program_is_left_alone(profiles: Profiles, tmp_path: Path) -> None:
    profile = profiles.create("Anna")
    edit(tmp_path, profile, version=2, name={"first": "Anna"})
    before = (tmp_path / "profiles" / profile.id / "profile.json").read_bytes()
    assert [one.trouble for one in profiles.all()] == ["profile_newer"]
    assert told(lambda: profiles.sign_in(profile))[0] == "profile_newer"
    assert (tmp_path / "profiles" / profile.id / "profile.json").read_bytes() == before


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No profile can be written."""

    def refuse(_kept: object, folder: Path) -> None:
        raise StorageError("profile_not_writable", path=folder)

    monkeypatch.setattr(files, "write", refuse)


def test_a_full_disk_makes_no_half_profile(profiles: Profiles, tmp_path: Path, full_disk: None) -> None:
    keep_bookmark(tmp_path)
    assert told(lambda: profiles.create("Anna", "1234", adopt=True))[0] == "profile_not_writable"
    assert not profiles.are_used()
    assert kept_titles(tmp_path) == ["Hælspore"]


def test_on_a_full_disk_the_pin_still_opens_and_wrong_tries_still_count(
    profiles: Profiles, request: pytest.FixtureRequest
) -> None:
    profile = profiles.create("Anna", "1234")
    request.getfixturevalue("full_disk")
    assert profiles.sign_in(profile, "1234").is_dir()
    assert [told(lambda: profiles.sign_in(profile, "0000"))[0] for _ in range(5)][-1] == "pin_wait_seconds"
    assert told(lambda: profiles.sign_in(profile, "1234"))[0] == "pin_wait_seconds"
    assert told(lambda: profiles.set_pin(profile, "", "5678"))[0] == "pin_missing"


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "data").write_text("en fil, hvor mappen skulle være")
    profiles = Profiles(tmp_path / "data", clock)
    assert told(lambda: profiles.create("Anna"))[0] == "profile_not_writable"


def test_a_list_that_cannot_be_read_is_told_and_not_taken_for_none(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "profiles").write_text("en fil, hvor mappen skulle være")
    assert told(Profiles(tmp_path, clock).are_used)[0] == "profiles_not_readable"


def test_two_processes_change_profiles_one_after_the_other(
    profiles: Profiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOCK_SECONDS", 0.0)
    profile = profiles.create("Anna")
    with FileLock(tmp_path / "profiles" / "lock"):
        assert told(lambda: profiles.create("Bo"))[0] == "profiles_busy"
        assert told(lambda: profiles.sign_in(profile))[0] == "profiles_busy"
    assert profiles.sign_in(profile).is_dir()
    with pytest.raises(InputError):
        profiles.named("Bo")


def test_where_a_pin_is_needed_a_profile_without_lets_nobody_in_and_none_is_made(
    profiles: Profiles, tmp_path: Path, clock: Clock
) -> None:
    bo, anna = profiles.create("Bo"), profiles.create("Anna", "1234")
    strict = Profiles(tmp_path, clock, needs_pin=True)
    assert told(lambda: strict.sign_in(bo))[0] == "pin_needed"
    assert told(lambda: strict.remove(bo, ""))[0] == "pin_needed"
    assert told(lambda: strict.create("Carl"))[0] == "pin_form"
    assert told(lambda: strict.set_pin(anna, "1234", ""))[0] == "pin_form"
    assert strict.sign_in(anna, "1234").is_dir()


def test_the_wait_is_told_without_a_try(profiles: Profiles, clock: Clock) -> None:
    anna = profiles.create("Anna", "1234")
    for _ in range(5):
        told(lambda: profiles.sign_in(anna, "0000"))
    clock.now += 10
    assert profiles.wait(anna) == 20
