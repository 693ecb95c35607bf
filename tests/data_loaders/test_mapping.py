"""From raw rows to observations: every way a source can say what its rows are about, and what is refused."""

from datetime import date

import pytest

from data_loaders.errors import SourceError
from tests.data_loaders.taking import configured, take

HEAD = """
[[service]]
key = "bins"
name = "Bins"

[[source]]
name = "crm"
title = "Customer database"
kind = "csv"
path = "export.csv"
"""
STIRLING = '[source.council]\nfixed = "STG"\n'
BINS = '[source.service]\nfixed = "bins"\n'
BY_MONTH = '[source.period]\ncolumn = "month"\nlength = "month"\n'
DONE = '[source.measures]\ncompleted = "done"\n'
PLAIN = STIRLING + BINS + BY_MONTH + DONE


def load(folder, content, parts=PLAIN, extra="", **files):
    names = {name.replace("_csv", ".csv"): text for name, text in files.items()}
    return take(configured(folder, HEAD + extra + parts, {"export.csv": content} | names))


def of_council(by, content, folder, extra="", **files):
    council = f'[source.council]\ncolumn = "council"\nby = "{by}"\n{extra}'
    return load(folder, content, council + BINS + BY_MONTH + DONE, **files)


# Councils


@pytest.mark.parametrize(
    ("by", "written"),
    [("code", "STG"), ("code", "stg"), ("gss", "S12000030"), ("name", "Stirling Council"), ("name", " STIRLING ")],
)
def test_a_council_is_found_by_code_gss_code_or_name(tmp_path, by, written):
    taken = of_council(by, f"council,month,done\n{written},2025-04,3\n", tmp_path)
    assert taken.brief("council", "value") == [("STG", 3)]


def test_a_council_that_nobody_knows_is_a_refused_row_with_a_remedy(tmp_path):
    taken = of_council("name", "council,month,done\nAldham,2025-04,3\nFife,2025-04,4\n", tmp_path)
    assert taken.brief("row", "council") == [(2, "FIF")]
    assert taken.reasons() == [("1", "council", "Aldham", "Council not in the register")]
    assert taken.refusals[0].remedy == "Add a line to the alias file."


def test_a_code_that_nobody_knows_is_refused_with_the_map_as_remedy(tmp_path):
    taken = of_council("code", "council,month,done\nXX9,2025-04,3\nFIF,2025-04,1\n", tmp_path)
    assert taken.reasons() == [("1", "council", "XX9", "Council not in the register")]
    assert "[source.council] map" in taken.refusals[0].remedy


def test_a_sources_own_codes_are_mapped_to_councils(tmp_path):
    extra = 'map = { "17" = "STG" }\n'
    assert of_council("code", "council,month,done\n17,2025-04,3\n", tmp_path, extra).brief("council") == [("STG",)]


def test_A10_the_same_name_means_another_council_at_another_time(tmp_path):
    content = "council,month,done\nSomerset,2022-05,3\nSomerset,2024-05,4\n"
    assert of_council("name", content, tmp_path).brief("row", "council") == [(1, "SOM"), (2, "SMT")]


def test_A10_a_name_from_another_time_is_refused_and_not_given_to_a_namesake(tmp_path):
    content = "council,month,done\nBuckinghamshire,2018-05,3\nBuckinghamshire,2021-05,4\n"
    taken = of_council("name", content, tmp_path)
    assert taken.brief("row", "council") == [(2, "BUC")]
    assert taken.reasons() == [("1", "council", "Buckinghamshire", "Council did not exist in this period")]
    assert "there is Buckinghamshire Council" in taken.refusals[0].remedy


def test_A10_an_alias_says_which_council_is_meant_whatever_the_date(tmp_path):
    taken = of_council(
        "name",
        "council,month,done\nBuckinghamshire,2018-05,3\n",
        tmp_path,
        'aliases = "aliases.csv"\n',
        aliases_csv="name,council,why\nbuckinghamshire,BKM,the county then\n",
    )
    assert taken.brief("council") == [("BKM",)]


def test_a_name_that_two_councils_share_is_refused_with_both(tmp_path):
    # In 2023 both existed: the county until 31 March, the unitary council from 1 April.
    council = '[source.council]\ncolumn = "council"\nby = "name"\n'
    period = '[source.period]\ncolumn = "year"\nlength = "year"\n'
    taken = load(tmp_path, "council,year,done\nSomerset,2023,3\nFife,2023,1\n", council + BINS + period + DONE)
    assert taken.reasons() == [("1", "council", "Somerset", "More than one council has this name")]
    assert "Somerset Council (SMT), Somerset County Council (SOM)" in taken.refusals[0].remedy


@pytest.mark.parametrize(
    ("extra", "files", "sentence"),
    [
        ('map = { "17" = "XX9" }\n', {}, "names the council 'XX9', which the register does not know"),
        ('aliases = "none.csv"\n', {}, "cannot be read: No such file or directory"),
        (
            'aliases = "aliases.csv"\n',
            {"aliases_csv": "name,code\nA,STG\n"},
            "has not the columns 'name' and 'council'",
        ),
        ('aliases = "aliases.csv"\n', {"aliases_csv": "name,council\nA,XX9\n"}, "names the council 'XX9'"),
    ],
)
def test_what_no_row_can_put_right_is_an_error_of_the_source(tmp_path, extra, files, sentence):
    with pytest.raises(SourceError, match=sentence):
        of_council("name", "council,month,done\nFife,2025-04,3\n", tmp_path, extra, **files)


# Services, channels, segments


def test_without_a_map_a_services_code_is_its_key_if_it_can_be_one(tmp_path):
    service = '[source.service]\ncolumn = "slug"\nname_column = "name"\n'
    content = "slug,name,month,done\nblue-badge,Blue Badge,2025-04,3\nblue badge/2,Other,2025-04,4\n"
    taken = load(tmp_path, content, STIRLING + service + BY_MONTH + DONE)
    assert (taken.brief("service"), taken.services) == ([("blue-badge",)], {"blue-badge": "Blue Badge"})
    assert taken.reasons() == [("2", "slug", "blue badge/2", "Unknown service")]


def test_a_code_that_the_maps_do_not_have_is_refused_once_for_the_first_fault(tmp_path):
    service = '[source.service]\ncolumn = "svc"\nmap = { B = "bins" }\n'
    channel = '[source.channel]\ncolumn = "chan"\nmap = { W = "web", F = "web", T = "phone" }\n'
    content = "svc,chan,month,done\nB,W,2025-04,1\nX,Z,2025-04,2\nB,Z,2025-04,3\nB, T ,2025-04,4\nX,Z,soon,5\n"
    taken = load(tmp_path, content, STIRLING + service + channel + BY_MONTH + DONE)
    assert taken.brief("row", "channel") == [(1, "web"), (4, "phone")]
    assert taken.reasons() == [
        ("2", "svc", "X", "Unknown service"),
        ("3", "chan", "Z", "Unknown channel"),
        ("5", "month", "soon", "Not a period"),
    ]
    assert taken.codes == {("bins", "web", "W"), ("bins", "phone", "T")}


def test_a_segment_without_a_name_is_shown_as_unknown(tmp_path):
    segment = '[source.segment]\nbreakdown = "ward"\ncolumn = "ward"\n'
    content = "ward,month,done\nBlythe,2025-04,1\nNULL,2025-04,2\n,2025-04,3\n"
    taken = load(tmp_path, content, STIRLING + BINS + segment + BY_MONTH + DONE)
    assert taken.brief("breakdown", "segment", "value") == [
        ("ward", "Blythe", 1),
        ("ward", "Unknown", 2),
        ("ward", "Unknown", 3),
    ]


# Periods


@pytest.mark.parametrize(
    ("length", "written", "first", "last"),
    [
        ("day", "2025-04-17", date(2025, 4, 1), date(2025, 4, 30)),
        ("week", "2025-04-17", date(2025, 4, 14), date(2025, 4, 20)),
        ("month", "Apr-25", date(2025, 4, 1), date(2025, 4, 30)),
        ("quarter", "Apr - Jun 2025", date(2025, 4, 1), date(2025, 6, 30)),
        ("year", "2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("financial_year", "2025-26", date(2025, 4, 1), date(2026, 3, 31)),
        ("twelve_months", "2024-10-01/2025-09-30", date(2024, 10, 1), date(2025, 9, 30)),
    ],
)
def test_A8_a_label_becomes_the_period_it_means(tmp_path, length, written, first, last):
    period = f'[source.period]\ncolumn = "month"\nlength = "{length}"\n'
    taken = load(tmp_path, f"month,done\n{written},3\n", STIRLING + BINS + period + DONE)
    assert taken.brief("period_start", "period_end") == [(first, last)]


def test_a_label_that_means_no_period_is_refused_with_what_is_wrong_with_it(tmp_path):
    taken = load(tmp_path, "month,done\n2025-04,1\n2025-13,2\n,3\n2025-04-31,4\n")
    assert taken.brief("row") == [(1,)]
    assert [reason for *_, reason in taken.reasons()] == ["Not a period"] * 3
    assert taken.refusals[0].remedy == "'2025-13-01' is not a date. Correct it in the source or in [source.period]."


def test_days_of_one_month_are_told_apart_from_a_row_that_is_repeated(tmp_path):
    period = '[source.period]\ncolumn = "month"\nlength = "day"\n'
    taken = load(tmp_path, "month,done\n2025-04-01,3\n2025-04-02,3\n2025-04-02,3\n", STIRLING + BINS + period + DONE)
    codes = [code for (code,) in taken.brief("code")]
    assert (len(set(codes)), codes[1]) == (2, codes[2])


def test_a_length_that_is_not_listed_is_never_guessed(tmp_path):
    period = '[source.period]\ncolumn = "month"\nlength_column = "kind"\nlengths = { W = "week", M = "month" }\n'
    taken = load(tmp_path, "month,kind,done\n2025-04,M,1\n2025-04,Q,2\n", STIRLING + BINS + period + DONE)
    assert taken.reasons() == [("2", "kind", "Q", "Unknown length of period")]


# Figures


def test_a_row_refused_for_one_figure_does_not_lose_the_others(tmp_path):
    measures = '[source.measures]\nstarted = "begun"\ncompleted = "done"\n'
    taken = load(tmp_path, "month,begun,done\n2025-04,9,see note\n", STIRLING + BINS + BY_MONTH + measures)
    assert taken.brief("measure", "value") == [("started", 9)]
    assert taken.reasons() == [("1", "done", "see note", "Not a number")]


def test_a_row_whose_every_figure_is_refused_or_empty_says_nothing_at_all(tmp_path):
    measures = '[source.measures]\nstarted = "begun"\ncompleted = "done"\n'
    content = "month,begun,done\n2025-04,,-12\n2025-05,,\n"
    taken = load(tmp_path, content, STIRLING + BINS + BY_MONTH + measures)
    # The second row is one of gaps; the first one's gap may be another row's figure.
    assert taken.brief("row", "measure", "status") == [(2, "started", "not_provided"), (2, "completed", "not_provided")]


def test_a_count_below_zero_is_refused_and_a_cost_is_not(tmp_path):
    measures = (
        '[source.measures]\ncompleted = "done"\ncost = "net"\nbalance = { column = "bal", may_be_negative = true }\n'
    )
    content = "month,done,net,bal\n2025-04,-1,-2.5,-3\n"
    taken = load(tmp_path, content, STIRLING + BINS + BY_MONTH + measures, 'cost_basis = "full"\n')
    assert taken.brief("measure", "value") == [("cost", -2.5), ("balance", -3)]
    assert taken.reasons() == [("1", "done", "-1", "Negative count")]


def test_a_long_offending_value_is_cut_to_80_characters(tmp_path):
    taken = load(tmp_path, f"month,done\n2025-04,{'x' * 200}\n2025-05,1\n")
    assert taken.refusals[0].value == "x" * 80


def test_a_source_of_estimates_says_so_of_every_figure(tmp_path):
    taken = load(tmp_path, "month,done\n2025-04,3\n2025-05,\n", extra='estimated = "A sample of one week in four."\n')
    assert taken.brief("value", "status") == [(3, "estimated"), (None, "not_provided")]


def test_two_columns_of_one_measure_are_two_codes_that_are_added(tmp_path):
    measures = (
        '[source.measures]\nform = { measure = "completed", column = "a", channel = "web" }\n'
        'old_form = { measure = "completed", column = "b", channel = "web" }\n'
    )
    taken = load(tmp_path, "month,a,b\n2025-04,1,2\n", STIRLING + BINS + BY_MONTH + measures)
    assert taken.brief("channel", "measure", "value") == [("web", "completed", 1), ("web", "completed", 2)]
    assert len({code for (code,) in taken.brief("code")}) == 2
    assert taken.codes == {("bins", "web", "a"), ("bins", "web", "b")}


def test_long_rows_may_hold_thousands_for_one_measure_only(tmp_path):
    measure = (
        '[source.measure]\ncolumn = "what"\nvalue = "n"\nmap = { Spend = "cost", Done = "completed" }\n'
        "multipliers = { cost = 1000 }\n"
    )
    content = "what,month,n\nDone,2025-04,3\nSpend,2025-04,4.5\n"
    taken = load(tmp_path, content, STIRLING + BINS + BY_MONTH + measure, 'cost_basis = "full"\n')
    assert sorted(taken.brief("measure", "value")) == [("completed", 3), ("cost", 4500)]


# Wide files


def wide(folder, content, columns, period='length = "month"', council=STIRLING):
    return load(folder, content, council + BINS + f"[source.period]\n{period}\n" + columns)


COLUMNS = "[[source.columns]]\npattern = '(?P<period>\\d{4}-\\d\\d)'\nmeasure = \"completed\"\n"


def test_a_bad_cell_of_a_wide_file_is_refused_by_itself(tmp_path):
    taken = wide(tmp_path, "2025-04,2025-05,note\n3,#REF!,x\n", COLUMNS)
    assert taken.brief("period_start", "value") == [(date(2025, 4, 1), 3)]
    assert taken.reasons() == [("1", "2025-05", "#REF!", "Error in a spreadsheet's cell")]


def test_an_unknown_council_of_a_wide_file_is_refused_once_and_not_for_every_column(tmp_path):
    council = '[source.council]\ncolumn = "council"\nby = "name"\n'
    taken = wide(tmp_path, "council,2025-04,2025-05\nAldham,1,2\nFife,3,4\n", COLUMNS, council=council)
    assert taken.brief("council", "value") == [("FIF", 3), ("FIF", 4)]
    assert taken.reasons() == [("1", "council", "Aldham", "Council not in the register")]


def test_A10_a_wide_files_names_are_settled_for_each_column_by_its_date(tmp_path):
    council = '[source.council]\ncolumn = "council"\nby = "name"\n'
    taken = wide(tmp_path, "council,2022-04,2024-04\nSomerset,1,2\n", COLUMNS, council=council)
    assert taken.brief("council", "value") == [("SOM", 1), ("SMT", 2)]


def test_a_header_that_holds_no_period_is_an_error_of_the_source(tmp_path):
    with pytest.raises(SourceError, match="the header '2025-13' gives the period '2025-13', which is none"):
        wide(tmp_path, "2025-04,2025-13\n3,4\n", COLUMNS)


def test_a_label_that_the_map_lacks_is_an_error_of_the_source(tmp_path):
    columns = "[[source.columns]]\npattern = '(?P<period>Year \\d)'\nmeasure = \"completed\"\n"
    with pytest.raises(SourceError, match=r"add the label to \[source.period\] map"):
        wide(tmp_path, "Year 1,Year 2\n3,4\n", columns, 'map = { "Year 1" = "2024-10-01/2025-09-30" }')


def test_a_pattern_that_no_header_matches_is_an_error_of_the_source(tmp_path):
    with pytest.raises(SourceError, match="has no column whose header matches"):
        wide(tmp_path, "April,May\n3,4\n", COLUMNS)


# Choosing rows


def test_filters_must_all_hold_and_rows_beyond_them_are_not_the_sources(tmp_path):
    extra = '[[source.filter]]\ncolumn = "a"\nvalues = ["x", "y"]\n[[source.filter]]\ncolumn = "b"\nvalues = ["1"]\n'
    content = "a,b,month,done\nx,1,2025-04,1\ny ,1,2025-05,2\nx,2,2025-06,3\nz,1,bad,4\n"
    taken = load(tmp_path, content, extra + PLAIN)
    assert (taken.brief("value"), taken.rows_read, taken.refusals) == ([(1,), (2,)], 2, [])


def test_rows_left_out_are_counted_by_their_reason(tmp_path):
    extra = '[[source.leave_out]]\ncolumn = "note"\nvalues = ["draft"]\nreason = "Drafts do not count."\n'
    content = "note,month,done\ndraft,2025-04,1\n,2025-05,2\ndraft,bad,3\n"
    taken = load(tmp_path, content, extra + PLAIN)
    assert (taken.brief("value"), taken.rows_read) == ([(2,)], 3)
    assert taken.left_out == {"Drafts do not count.": 2}
    assert taken.refusals == []
