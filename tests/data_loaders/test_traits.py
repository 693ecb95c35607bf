from pathlib import Path

import pytest

from configuration import ConfigurationError, read_configuration
from data_loaders.register import full_register
from data_loaders.traits import areas

HEAD = '[site]\npublisher = "P"\ncontact = "a@b.org"\n[warehouse]\nurl = "duckdb:///w"\n'
TRAIT = '[[trait]]\nkey = "people"\nname = "People"\nunit = "people"\nyear = "2020"\nsource = "S"\n'


def read(folder: Path, text: str, rows: str = ""):
    (folder / "guildhall.toml").write_text(HEAD + TRAIT + text, encoding="utf-8")
    (folder / "areas.csv").write_text(rows, encoding="utf-8")
    configuration = read_configuration(folder / "guildhall.toml")
    return areas(configuration, full_register(configuration))


def test_F8_a_trait_without_a_file_is_a_column_of_the_register(tmp_path: Path):
    found = read(tmp_path, 'column = "pop-2020"\n')
    # Aberdeenshire in the register: 260,780 in 2020.
    assert found.of("ABD") == {"people": 260780}
    assert [(trait.key, trait.year, trait.weight) for trait in found.traits] == [("people", "2020", 1.0)]


def test_F8_a_file_names_councils_by_key_code_or_name_and_an_empty_value_is_not_known(tmp_path: Path):
    rows = "who,n\nABD,1\nS12000033,2\nFife,3\nGLG,\n"
    found = read(tmp_path, 'file = "areas.csv"\ncouncil_column = "who"\ncolumn = "n"\nweight = 2\n', rows)
    assert {key: found.of(key) for key in ("ABD", "ABE", "FIF", "GLG")} == {
        "ABD": {"people": 1},
        "ABE": {"people": 2},
        "FIF": {"people": 3},
        "GLG": {},
    }


@pytest.mark.parametrize(
    ("text", "rows", "words"),
    [
        ('file = "none.csv"\ncolumn = "n"\n', "", "cannot be read: No such file or directory"),
        ('file = "areas.csv"\ncolumn = "n"\n', "local-authority-code,m\nABD,1\n", "has no column 'n'"),
        ('file = "areas.csv"\ncolumn = "n"\n', "local-authority-code,n\nABD,many\n", "is no number"),
        (
            'file = "areas.csv"\ncolumn = "n"\n',
            "local-authority-code,n\nAtlantis,1\n",
            "no council is called 'Atlantis'",
        ),
    ],
)
def test_what_cannot_be_read_so_is_said_in_words(tmp_path: Path, text: str, rows: str, words: str):
    with pytest.raises(ConfigurationError, match=words) as raised:
        read(tmp_path, text, rows)
    assert "[[trait]] 'people'" in str(raised.value)
