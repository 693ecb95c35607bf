"""Parts of a page that a browser holds are not sent again."""

import re

import pytest

from layouts.kept import LEAST, with_parts, without
from layouts.markup import markup
from layouts.parts import Select

COUNCILS = [(f"c{number}", f"Council {number} <> & co") for number in range(40)]


def select(value: str = "", name: str = "council") -> str:
    return markup(Select(id=f"choose-{name}", name=name, options=COUNCILS, value=value))


def names(painted: str) -> list[str]:
    return re.findall(r'data-part="(\w+)"', painted)


def test_a_part_is_named_by_what_is_in_it_and_otherwise_as_it_was():
    named = with_parts(f"<p>Before</p>{select()}<p>After</p>")
    [name] = names(named)
    assert named.replace(f' data-part="{name}"', "") == f"<p>Before</p>{select()}<p>After</p>"
    assert names(with_parts(select(name="other"))) == [name]
    assert names(with_parts(select("c7"))) != [name]


def test_what_is_held_is_left_out_and_nothing_else():
    first, second = select(), f"<footer>{'Words of the foot. ' * 20}</footer>"
    council, foot = names(with_parts(first + second))
    answer = without(with_parts(f"{first}<table></table>{second}"), {council, "never-heard-of"})
    empty = f'<select autocomplete="off" class="govuk-select" id="choose-council" name="council" data-part="{council}">'
    assert answer == f'{empty}</select><table></table><footer data-part="{foot}">{second[8:]}'


@pytest.mark.parametrize("painted", ["<select><option>One</option></select>", "<header></header>", "<p>Header</p>"])
def test_what_is_small_or_no_part_stays_as_it_is(painted):
    assert len(painted) < LEAST
    assert with_parts(painted) == painted
