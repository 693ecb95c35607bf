"""What happened at the fictional councils: the figures that are told rather than drawn by chance."""

from collections.abc import Mapping

from examples.illustrative.councils import ARDEN_VALE, WYNCASTLE, Council
from examples.illustrative.months import FIRST, LAST, Month, month, months_from, progress
from examples.illustrative.services import Ratings

BINS = "report-a-missed-bin"

# Arden Vale's online missed-bin reports, started and completed, April 2023 to March 2026. A new form on
# 10 September 2024 lifts completion from about 69% to about 79%; in March 2026 it falls to 71.9%.
NEW_BIN_FORM = month("2024-09")
_BINS_STARTED_COMPLETED = (
    (1039, 716), (1139, 765), (996, 695), (976, 688), (1022, 696), (1026, 686),
    (1137, 789), (1141, 800), (1095, 742), (1103, 759), (1124, 786), (1154, 779),
    (1168, 797), (1002, 704), (1047, 723), (1148, 776), (1189, 820), (994, 763),
    (920, 730), (985, 769), (927, 747), (936, 739), (1077, 839), (942, 755),
    (986, 785), (1103, 864), (1055, 855), (1023, 809), (959, 771), (1055, 825),
    (1101, 880), (1030, 832), (1098, 864), (1053, 837), (1092, 834), (1128, 811),
)  # fmt: skip
_BINS_LAST_MONTH = {
    "web": 604, "app": 207, "assisted_digital": 40, "phone": 249, "face_to_face": 27, "post": 11,
}  # fmt: skip
_BINS_LAST_RATINGS: Mapping[str, Ratings] = {"web": (4, 6, 11, 32, 53), "app": (2, 2, 3, 11, 19)}


def online_reports(council: Council, service: str, at: Month) -> tuple[int, int] | None:
    """Online transactions started and completed where the story gives them."""
    if council is not ARDEN_VALE or service != BINS:
        return None
    return _BINS_STARTED_COMPLETED[months_from(FIRST).index(at)]


def completed_by_channel(council: Council, service: str, at: Month) -> Mapping[str, int] | None:
    """Completed transactions of every channel where the story gives them."""
    return _BINS_LAST_MONTH if council is ARDEN_VALE and service == BINS and at == LAST else None


def ratings(council: Council, service: str, channel: str, at: Month) -> Ratings | None:
    """Answers at the five levels where the story gives them."""
    told = council is ARDEN_VALE and service == BINS and at == LAST
    return _BINS_LAST_RATINGS[channel] if told else None


def completion(council: Council, service: str, at: Month) -> float | None:
    """An exact completion rate where the story gives one: the Blue Badge form of Arden Vale in March 2026."""
    return 0.782 if council is ARDEN_VALE and service == "apply-for-a-blue-badge" and at == LAST else None


def satisfied(council: Council, service: str, at: Month) -> float | None:
    """The level of satisfaction where it moves: at Arden Vale, slowly down for bulky waste."""
    if council is ARDEN_VALE and service == "book-a-bulky-waste-collection":
        return 0.910 - 0.058 * progress(at)
    return None


def starts_were_lost(council: Council, service: str, channel: str, at: Month) -> bool:
    """Whether a script that counts the starts was off: Wyncastle's pothole form on the web in June 2025."""
    return council is WYNCASTLE and service == "report-a-pothole" and channel == "web" and at == month("2025-06")
