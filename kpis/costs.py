"""What belongs to the full cost of a service, and what does not (METHODS D5)."""

INCLUDED = (
    "Accommodation and capital charges",
    "Fixtures",
    "Maintenance",
    "Utilities",
    "Equipment and IT",
    "Post",
    "Print",
    "Telecoms",
    "Staff and training",
    "Shared overheads",
    "Materials",
    "Research and development",
    "Depreciation of start-up items",
    "Taxes",
    "Insurance",
    "Sub-contractors",
    "Distribution",
    "Promotion",
    "Bad debts",
    "Provisions",
)
"""The Government Service Manual's list for cost per transaction, in its order."""

EXCLUDED = (
    "Enforcement",
    "Replacing items that are notionally insured",
    "Start-up costs capitalised in the accounts",
)

BASES = {
    "full": "everything on the list",
    "direct": "without shared overheads, accommodation and capital charges",
    "marginal": "what one more transaction costs: what would really fall if there were fewer",
}
"""Basis and what it includes; different bases are never compared."""
