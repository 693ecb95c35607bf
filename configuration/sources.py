"""A source: where rows come from and how they become observations."""

from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from configuration.entry import NAME, YEAR, Entry, Measure
from configuration.estimates import Estimates
from configuration.kinds import refuse_keys_of_others
from configuration.mapping import (
    ChannelMap,
    CouncilMap,
    Filter,
    LeaveOut,
    Offering,
    PeriodMap,
    SegmentMap,
    ServiceMap,
)
from configuration.measures import LongMeasure, MeasureColumn, WideColumns
from configuration.renewal import Cadence, Watermark
from configuration.template import described
from configuration.transactions import Transactions, cannot_count


class Source(Entry):
    """One place that figures come from, and everything needed to read it."""

    name: str = Field(pattern=NAME, description="Short name, used in messages and commands.")
    title: str = Field(description="Name shown on pages.")
    kind: Literal["sql", "csv", "excel", "json", "parquet", "template"] = Field(
        description="What it is read from; 'template' is a spreadsheet that the command of that name wrote."
    )
    url_variable: str | None = Field(
        default=None,
        description="sql: the *name* of the environment variable that holds the database URL. "
        "The URL itself never stands in this file.",
    )
    query: str | None = Field(default=None, description="sql: the SELECT that gives the rows.")
    timeout: int = Field(
        default=1800, ge=1, description="sql: seconds that the query may take, reading included; then it is broken off."
    )
    tries: int = Field(
        default=4,
        ge=1,
        le=10,
        description="sql: how often the source is read before a load fails for something that may pass, such as a lost "
        "connection; it waits 2, 8 and 32 seconds in between, and a minute after that.",
    )
    path: Path | None = Field(
        default=None,
        description="csv, excel, json, parquet, template: the file; or several, as in 'exports/*.csv' ('**' is any "
        "folder). csv, json: '.gz' is unpacked.",
    )
    encoding: str = Field(default="utf-8-sig", description="csv, json: how the file's text is coded.")
    delimiter: str = Field(default=",", min_length=1, max_length=1, description="csv: between columns.")
    decimal: Literal[".", ","] = Field(
        default=".",
        description="csv, excel, json, parquet: what stands before the decimals of numbers that are text. "
        "The other one, or a space, may stand between thousands.",
    )
    skip_rows: int = Field(default=0, ge=0, description="csv: lines above the header; excel: rows above it.")
    header_rows: int = Field(
        default=1, ge=1, description="excel: rows that the header takes; a column's are joined with a space."
    )
    sheet: str | int | None = Field(
        default=None, description="excel: the sheet's name or number; not needed if only one is visible."
    )
    records: str = Field(default="@", description="json: a JMESPath that gives a list of flat objects.")
    nested: str = Field(
        default="",
        description="json: a key that holds a list in each record. Each object there becomes a row, with the record's "
        "other keys beside its own.",
    )
    lines: bool = Field(
        default=False, description="json: every line is a record by itself; the file is read a part at a time."
    )
    publisher: str = Field(default="", description="Who published the figures.")
    link: str = Field(default="", description="Where they were published.")
    licence: str = Field(default="", description="Under which licence.")
    owner: str = Field(default="", description="Who in the council answers for them.")
    every: Cadence | None = Field(default=None, description="How often new figures are expected; 'status' tells by it.")
    watermark: Watermark | None = Field(
        default=None, description="sql: how to tell what is new, so that a load reads only the periods that changed."
    )
    most_refused: float | None = Field(
        default=None,
        ge=0,
        lt=1,
        description="The share of rows that may be refused, such as 0.05. With more, the figures loaded before stay.",
    )
    precedes: tuple[str, ...] = Field(
        default=(),
        description="Names of sources over which this one takes precedence where both give the same measure for the "
        "same cell. Without it, that is an error.",
    )
    illustrative: bool = Field(default=False, description="The figures are invented; every page says so.")
    missing: tuple[str, ...] = Field(default=("", "-"), description="Values that mean 'not known'.")
    not_applicable: tuple[str, ...] = Field(default=(), description="Values that mean 'does not apply'.")
    estimated: str = Field(default="", description="Set if every figure is an estimate: by which method.")
    estimates: Estimates | None = Field(
        default=None, description="Which rows hold estimates, if only some do, and by which methods."
    )
    cost_basis: Literal["full", "direct", "marginal", ""] = Field(
        default="",
        description="What the costs include: 'full' (accommodation, capital charges, overheads and all else), "
        "'direct' (without shared overheads and capital charges) or 'marginal' (what one more transaction costs). "
        "Needed where there is a cost; different bases are never compared.",
    )
    price_base_year: str = Field(
        default="",
        pattern=YEAR,
        description="Set where the costs are in real terms: the year whose prices they are in, such as '2024-25'. "
        "Without it they are as they were paid (cash). It is part of their basis: neither is compared with the other.",
    )
    completion_basis: Literal["cohort", "event"] = Field(
        default="event",
        description="'cohort': a completion counts in the month its journey began; 'event': in the month it ended. "
        "Different bases are never compared.",
    )
    collection_point: Literal["end_pages", "all_pages", "follow_up"] | None = Field(
        default=None,
        description="Where answers on satisfaction are asked for: 'end_pages' (where a transaction ends, so not from "
        "those who gave up), 'all_pages' or 'follow_up' (afterwards). Different points are never compared, nor what "
        "is stated with what is not.",
    )
    council: CouncilMap = Field(description="Whose figures they are.")
    service: ServiceMap = Field(description="Which service they are about.")
    channel: ChannelMap = Field(default=ChannelMap(fixed="all"), description="Through which channel.")
    segment: SegmentMap | None = Field(default=None, description="One further way to split: ward, age group.")
    period: PeriodMap = Field(description="Which period they cover.")
    measures: dict[Measure, str | MeasureColumn] = Field(
        default={}, description="Measure and its column; or a table that says more of the column, as below."
    )
    measure: LongMeasure | None = Field(default=None, description="Long files: one row per value.")
    columns: tuple[WideColumns, ...] = Field(default=(), description="Wide files: one column per period.")
    transactions: Transactions | None = Field(
        default=None, description="One row per transaction, counted while they are read; no row is kept."
    )
    filter: tuple[Filter, ...] = Field(default=(), description="Rows to keep.")
    leave_out: tuple[LeaveOut, ...] = Field(default=(), description="Rows to leave out, and why.")
    offering: tuple[Offering, ...] = Field(default=(), description="Which channels each service offers.")

    @model_validator(mode="before")
    @classmethod
    def template_settles_the_rest(cls, values: Any) -> Any:
        """A template knows its own columns, so its source need only say where it is and whose."""
        return described(values) if isinstance(values, dict) and values.get("kind") == "template" else values

    @model_validator(mode="after")
    def can_be_read(self) -> Self:
        """The keys that the kind needs are there, and the measures are given in one way."""
        if self.kind == "sql" and not (self.url_variable and self.query):
            raise ValueError("kind 'sql' needs 'url_variable' and 'query'")
        if self.kind != "sql" and self.path is None:
            raise ValueError(f"kind '{self.kind}' needs 'path'")
        refuse_keys_of_others(self.kind, sorted(self.model_fields_set))
        return self

    @model_validator(mode="after")
    def watermark_needs_periods(self) -> Self:
        """What changed is read by whole periods, so the query has a column that tells the period."""
        if self.watermark and not (self.period.column and (self.period.length or self.transactions)):
            raise ValueError("[source.watermark] needs [source.period] with 'column' and 'length'")
        return self

    @model_validator(mode="after")
    def measures_in_one_way(self) -> Self:
        """By column, one row per value, or one column per period; the last two may go together."""
        by_row = self.measure
        ways = [bool(self.measures), bool(by_row or self.columns), bool(self.transactions)]
        if sum(ways) != 1:
            raise ValueError(
                "needs either [source.measures], or [source.measure] or [[source.columns]], or [source.transactions]"
            )
        if by_row and (by_row.value is None) != bool(self.columns):
            raise ValueError("[source.measure] needs either 'value' or [[source.columns]]")
        if any((entry.measure is None) != bool(by_row) for entry in self.columns):
            raise ValueError("[[source.columns]] needs 'measure', unless [source.measure] names it by row")
        return self

    @model_validator(mode="after")
    def costs_have_a_basis(self) -> Self:
        """A cost whose basis nobody stated cannot be compared with any other (METHODS D5)."""
        if "cost" in self.measure_keys and not self.cost_basis and self.kind != "template":
            raise ValueError("has a cost, so it needs 'cost_basis': full, direct or marginal")
        return self

    @model_validator(mode="after")
    def says_nothing_of_what_it_lacks(self) -> Self:
        """How costs or answers were counted is said only by a source that may have some (METHODS D5, D6)."""
        if self.price_base_year and "cost" not in self.measure_keys:
            raise ValueError("has 'price_base_year', but no measure 'cost'; remove it")
        if self.collection_point and not any(key.startswith("rating_") for key in self.measure_keys):
            raise ValueError("has 'collection_point', but no measure 'rating_1' to 'rating_5'; remove it")
        return self

    @model_validator(mode="after")
    def period_is_where_the_file_has_it(self) -> Self:
        """Wide files carry the period in their headers; all others carry it in their rows."""
        if self.columns and self.period.column:
            raise ValueError("[[source.columns]] take the period from the header, so [source.period] has no 'column'")
        if not self.columns and not (self.period.column or self.period.fixed):
            raise ValueError("[source.period] needs 'column' or 'fixed'")
        return self

    @model_validator(mode="after")
    def transactions_can_be_counted(self) -> Self:
        """A transaction is counted in the month or week of a date that its row has."""
        by_end = self.completion_basis == "event"
        overlap = self.watermark.overlap_days if self.watermark else None
        if self.transactions and (fault := cannot_count(self.transactions, self.period, by_end, overlap)):
            raise ValueError(fault)
        return self

    @model_validator(mode="after")
    def offerings_name_councils(self) -> Self:
        """What a council offers can be declared only for a council that is named."""
        if not self.council.fixed and any(not entry.councils for entry in self.offering):
            raise ValueError("[[source.offering]] needs 'councils', as the source holds several")
        return self

    @model_validator(mode="after")
    def estimated_in_one_way(self) -> Self:
        """Every figure, or those of the rows that a column marks."""
        if self.estimates and (self.estimated or self.transactions):
            other = "'estimated', which is every figure" if self.estimated else "[source.transactions]"
            raise ValueError(f"has both [source.estimates] and {other}; keep one")
        return self

    @property
    def methods(self) -> tuple[str, ...]:
        """In words, the methods by which some of its figures, or all, are estimated."""
        return (self.estimated,) if self.estimated else tuple(self.estimates.methods.values() if self.estimates else ())

    @property
    def measure_keys(self) -> frozenset[str]:
        """Every measure the source can give."""
        columns = {
            (entry.measure or key) if isinstance(entry, MeasureColumn) else key for key, entry in self.measures.items()
        }
        by_row = set(self.measure.map.values()) if self.measure else set()
        if self.transactions:
            by_row |= self.transactions.measures
        return frozenset(columns | by_row | {entry.measure for entry in self.columns if entry.measure})
