from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.practice import find_practice, load_practice
from pipeline.program import built_in
from tests.practices import SETTINGS


def load(folder: Path, text: str) -> None:
    (folder / "roadmap.toml").write_text(text, encoding="utf-8")
    load_practice(folder)


def fault(folder: Path, text: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load(folder, text)
    return caught.value


def test_only_the_name_is_needed(tmp_path: Path) -> None:
    (tmp_path / "roadmap.toml").write_text('[practice]\nname = "North"\n', encoding="utf-8")
    practice = load_practice(tmp_path)
    assert practice.settings.practice.name == "North"
    assert practice.settings.reports.page == "A4"
    assert practice.inputs == tmp_path.resolve() / "inputs"
    assert practice.own_kit == tmp_path.resolve() / "templates" / "career"


def test_the_practice_of_the_repository_is_valid() -> None:
    root = Path(__file__).parents[1]
    assert load_practice(root).settings.practice.timezone == "Asia/Dubai"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('timezone = "Asia/Dubay"', "line 4, practice.timezone: must be the name of a time zone"),
        ('booking_url = "book.example.com"', "line 4, practice.booking_url: must be a web address"),
        ("call_minutes = 3", "line 4, practice.call_minutes: must be 5 or more"),
        ("call_minutes = 999", "line 4, practice.call_minutes: must be 240 or less"),
        ('call_minutes = "soon"', "line 4, practice.call_minutes: must be a whole number"),
        ("phone = 5550100", "line 4, practice.phone: must be text in quotation marks"),
        ('coach_line = "' + "x" * 300 + '"', "line 4, practice.coach_line: may have at most 200 characters"),
        (
            'coach_foto = "me.png"',
            'line 4, practice.coach_foto: there is no such key; did you mean "coach_photo"?',
        ),
        ("zzz = 1", "line 4, practice.zzz: there is no such key; the keys here are name, coach"),
        ('[brand]\nprimary = "green"', 'line 5, brand.primary: must be a colour such as "#143F3B"'),
        ('website = "javascript:alert(1)"', "line 4, practice.website: must be a web address"),
        ('website = "https://you:secret@example.com"', "line 4, practice.website: must be a web address"),
        ('website = "https://exa\\u202emple.com"', "line 4, practice.website: must be a web address"),
        ('email = "you@example.com?bcc=me@example.com"', "line 4, practice.email: must be an e-mail address"),
        ('phone = "call me"', 'line 4, practice.phone: must be a phone number such as "+1 555 0100"'),
        ('[brand]\nprimary = "#FFF"', 'line 5, brand.primary: must be a colour such as "#143F3B"'),
        (
            '[brand]\nbody_font = "X; color: red"',
            "line 5, brand.body_font: must be the name of a font family",
        ),
        ('[reports]\npage = "A5"', 'line 5, reports.page: must be "A4" or "Letter"'),
        (
            '[reports]\nopaque_file_names = "maybe"',
            "line 5, reports.opaque_file_names: must be true or false",
        ),
        (
            '[mail]\nquiet_hours = ["late", "07:00"]',
            'line 5, mail.quiet_hours: must be a time of day such as "21:00"',
        ),
        (
            '[mail]\nprovider = "gogle"\nfrom = "a@example.com"',
            'line 5, mail.provider: must be "google", "gmail", "microsoft"',
        ),
        ('[mail]\nprovider = "google"', "line 4, mail: from is missing: write the address that clients"),
        (
            '[mail]\nprovider = "google"\nhost = "x.example"\nport = 25\nfrom = "a@example.com"',
            "line 4, mail: a provider brings its own host and port: take one of the two out",
        ),
        (
            '[mail]\nhost = "smtp://me:secret@x.example"',
            "line 5, mail.host: must be the name of a mail server",
        ),
        ('[mail]\nhost = "x.example:587"', "line 5, mail.host: must be the name of a mail server"),
        ("[mail]\nport = 0", "line 5, mail.port: must be 1 or more"),
        ("[mail]\nport = 465", 'line 4, mail: port 465 goes with security = "tls"'),
        (
            '[mail]\nport = 587\nsecurity = "tls"',
            'line 4, mail: port 587 goes with security = "starttls"',
        ),
        (
            '[mail]\nhost = "192.0.2.1"\nsecurity = "none"\nfrom = "a@example.com"',
            'line 4, mail: security = "none" is for a server on this machine only',
        ),
        ('[mail]\nsecurity = "ssl"', 'line 5, mail.security: must be "starttls", "tls" or "none"'),
        ('[mail]\nfrom = "Nadia <a@example.com>"', "line 5, mail.from: must be an e-mail address"),
        ('[mail]\nfrom = "a@example.com, b@example.com"', "line 5, mail.from: must be an e-mail address"),
        ('[mail]\nreply_to = "a@example.com (me)"', "line 5, mail.reply_to: must be an e-mail address"),
        ('[mail]\nuser = "a\\u0000b"', "line 5, mail.user: must be text without invisible characters"),
        ('[mail]\ntoken_command = "x"', "line 4, mail: token_command needs user: write who logs in"),
        ("[intake.limits]\nrows = 0", "line 5, intake.limits.rows: must be 1 or more"),
        ("[intake.limits]\nrow = 7", 'line 5, intake.limits.row: there is no such key; did you mean "rows"?'),
        ("[brend]\nx = 1", 'line 4, brend: there is no such key; did you mean "brand"?'),
    ],
)
def test_a_fault_is_told_with_key_line_and_what_it_should_be(tmp_path: Path, line: str, told: str) -> None:
    error = fault(tmp_path, SETTINGS + line + "\n")
    assert told in error.message
    assert "roadmap.toml" in error.message
    assert error.hint


@pytest.mark.parametrize("name", ["\\u001f", "\\u200e", "— —", "a\\nb", "a\\tb"])
def test_a_name_that_shows_nothing_or_takes_two_lines_is_refused(tmp_path: Path, name: str) -> None:
    error = fault(tmp_path, f'[practice]\nname = "{name}"\n')
    assert "line 2, practice.name: must be a name, with letters or digits, on one line" in error.message


@pytest.mark.parametrize(
    "line",
    [
        'website = "https://müller.example/a?b=c&d=e#f"',
        'booking_url = "http://localhost:8000"',
        'email = "o\'brien+coach@mail.example.co.uk"',
        'phone = "\u202a٠٥٠ ١٢٣ ٤٥٦٧\u202c"',
        'phone = "WhatsApp +971 4 555 0142, ext. 5"',
        '[brand]\nheading_font = "Noto Naskh Arabic"',
        '[mail]\nprovider = "google"\nuser = "a@example.com"\nfrom = "a@example.com"',
        '[mail]\nhost = "127.0.0.1"\nport = 1025\nsecurity = "none"\nfrom = "a@example.com"',
        '[mail]\nhost = "LOCALHOST"\nsecurity = "none"\nfrom = "a@example.com"',
        '[mail]\nhost = "::1"\nport = 465\nsecurity = "tls"\nfrom = "a@example.com"',
        '[mail]\nfrom = "a@example.com"',
    ],
)
def test_contact_and_brand_may_be_written_as_people_do(tmp_path: Path, line: str) -> None:
    (tmp_path / "roadmap.toml").write_text(SETTINGS + line + "\n", encoding="utf-8")
    assert load_practice(tmp_path).settings.practice.name


@pytest.mark.parametrize("key", ["password", "smtp_password", "passwd", "secret", "api_key"])
def test_a_password_is_refused_and_not_repeated(tmp_path: Path, key: str) -> None:
    error = fault(tmp_path, f'{SETTINGS}[mail]\n{key} = "hunter2"\n')
    assert f"line 5, mail.{key}: a password must never stand in this file" in error.message
    assert "ROADMAP_MAIL_PASSWORD" in error.message
    assert "hunter2" not in error.message + error.hint


def test_every_fault_is_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    error = fault(tmp_path, '[brand]\naccent = "blue"\n[practice]\ncall_minutes = 0\nlogo = 1\n')
    assert "4 settings are not right" in error.message
    places = [line.split(":")[0].strip() for line in error.message.splitlines()[1:]]
    assert places == [
        "line 2, brand.accent",
        "line 3, practice.name",
        "line 4, practice.call_minutes",
        "line 5, practice.logo",
    ]


def test_a_missing_section_has_no_line(tmp_path: Path) -> None:
    assert "  practice: is needed and is not there" in fault(tmp_path, "[brand]\n").message


def test_a_section_that_is_no_section(tmp_path: Path) -> None:
    error = fault(tmp_path, 'mail = 3\n[practice]\nname = "N"\n')
    assert "line 1, mail: must be a section of its own" in error.message


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    assert "at line 2" in fault(tmp_path, "[practice]\nname = \n").message


def test_lists_without_end_are_told(tmp_path: Path) -> None:
    told = fault(tmp_path, f"{SETTINGS}deep = {'[' * 5000}{']' * 5000}\n")
    assert "nests tables or lists far too deeply" in told.message


def test_a_mark_at_the_beginning_of_the_file_is_no_fault(tmp_path: Path) -> None:
    load(tmp_path, "\ufeff" + SETTINGS)


def test_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "roadmap.toml").write_bytes('[practice]\nname = "Café"\n'.encode("cp1252"))
    with pytest.raises(SettingsError, match="not saved as UTF-8"):
        load_practice(tmp_path)


def test_a_folder_without_settings(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"There is no roadmap\.toml in") as caught:
        load_practice(tmp_path / "nowhere")
    assert "roadmap init" in caught.value.hint


def test_settings_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "roadmap.toml").mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        load_practice(tmp_path)


@pytest.mark.parametrize("key", ["[brand]\nlogo", "coach_photo"])
def test_a_missing_picture_is_told(tmp_path: Path, key: str) -> None:
    error = fault(tmp_path, f'{SETTINGS}{key} = "brand/me.png"\n')
    assert 'there is no file "brand/me.png"; put the picture there or take the line out' in error.message


def test_a_photo_is_no_drawing(tmp_path: Path) -> None:
    (tmp_path / "me.svg").write_text("<svg/>")
    assert "must be a PNG or JPEG picture" in fault(tmp_path, f'{SETTINGS}coach_photo = "me.svg"\n').message


def test_a_picture_of_another_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / "logo.gif").write_bytes(b"GIF89a")
    assert "must be an SVG, PNG or JPEG" in fault(tmp_path, f'{SETTINGS}[brand]\nlogo = "logo.gif"\n').message


def test_a_picture_outside_the_practice_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "practice"
    inside.mkdir()
    (tmp_path / "secret.png").write_bytes(b"")
    assert (
        "lies outside the practice" in fault(inside, f'{SETTINGS}[brand]\nlogo = "../secret.png"\n').message
    )


def test_a_picture_that_is_there_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    load(tmp_path, f'{SETTINGS}[brand]\nlogo = "logo.svg"\n')


def test_the_nearest_practice_above_is_found(tmp_path: Path) -> None:
    (tmp_path / "roadmap.toml").write_text(SETTINGS)
    below = tmp_path / "inputs" / "march"
    below.mkdir(parents=True)
    assert find_practice(below) == tmp_path


def test_no_practice_anywhere_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        find_practice(tmp_path)
    assert "roadmap init" in caught.value.hint


def test_paths_are_written_from_the_practice(tmp_path: Path) -> None:
    (tmp_path / "roadmap.toml").write_text(SETTINGS)
    practice = load_practice(tmp_path)
    assert practice.relative(practice.root / "inputs" / "a.csv") == "inputs/a.csv"
    assert practice.relative(Path("/elsewhere/a.csv")) == "/elsewhere/a.csv"


def test_the_built_in_kit_is_found() -> None:
    assert (built_in("templates") / "career" / "questionnaire.toml").is_file()
