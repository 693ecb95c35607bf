"""Channels through which a service is used (METHODS D4, D8)."""

CHANNELS = {
    "web": "Web",
    "app": "App",
    "assisted_digital": "Assisted digital",
    "kiosk": "Kiosk",
    "phone": "Phone",
    "phone_automated": "Automated phone",
    "face_to_face": "Face to face",
    "post": "Post",
    "email": "Email",
    "other": "Other",
    "digital": "Digital, not split",
    "all": "All channels",
}
"""Channel and name, in the order pages show them. 'digital' and 'all' say that a source did not split."""

WHOLE = ""
"""In a KPI cell: every channel together, or every segment together."""

ALL = "all"
"""A reported total over every channel; never added to its parts."""

UNDIVIDED_DIGITAL = "digital"
"""A reported total over the digital channels; never added to its parts."""

UNAIDED = frozenset({"web", "app"})
ONLINE = UNAIDED | {UNDIVIDED_DIGITAL}
DIGITAL = ONLINE | {"assisted_digital"}
"""Kiosks, automated phone lines and e-mail are not digital in version 1 of the definitions (our rule)."""
