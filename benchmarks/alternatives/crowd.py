"""People who browse, for locust: BROWSED names whose pages, ADDRESSES (JSON) what ours are asked for."""

import json
import os
import random
import re

from locust import HttpUser, between, task

ADDRESSES = json.loads(os.environ.get("ADDRESSES", "[]"))
CALLBACK = "/_dash-update-component"
NAME = re.compile('"page":.*?"name":"([0-9a-f]+)"', re.DOTALL)
FIELDS = ("frequency", "from", "to")


class Person(HttpUser):
    """Reads for some seconds, then asks for something else."""

    wait_time = between(3, 9)
    abstract = True

    def asks(self, body):
        """Dash's own request for an answer."""
        return self.client.post(CALLBACK, json=body, name="answer", headers={"Accept-Encoding": "br, gzip"})


class GuildhallReader(Person):
    """Opens a page, then follows links and changes filters as the script of the page does."""

    abstract = os.environ.get("BROWSED") != "guildhall"

    held = ""

    def on_start(self):
        """The first page is a document."""
        self.opens()

    @task(1)
    def opens(self):
        """A document, complete as it comes."""
        self.client.get(random.choice(ADDRESSES), name="document", headers={"Accept-Encoding": "br, gzip"})

    @task(4)
    def goes_on(self):
        """An answer for another address."""
        state = [
            {"id": "address", "property": "url", "value": random.choice(ADDRESSES)},
            {"id": "address", "property": "held", "value": self.held},
        ]
        answer = self.asks(
            {
                "output": "view.answer",
                "outputs": {"id": "view", "property": "answer"},
                "inputs": [{"id": "address", "property": "visit", "value": 1}],
                "changedPropIds": ["address.visit"],
                "state": state,
            }
        )
        name = NAME.search(answer.text)
        self.held = name[1] if name else ""


class PlainReader(Person):
    """The same person at the plain Dash application."""

    abstract = os.environ.get("BROWSED") != "plain"

    def on_start(self):
        """The first page is a document and what it loads before anything is seen."""
        self.opens()

    @task(1)
    def opens(self):
        """The document, Dash's two questions, and the first answer."""
        for path in ("/", "/_dash-layout", "/_dash-dependencies"):
            self.client.get(path, name="document")
        self.changes("")

    @task(4)
    def goes_on(self):
        """Another frequency."""
        self.changes(random.choice(["month", "quarter", "year"]))

    def changes(self, frequency):
        """The callback that draws the whole view."""
        values = {"frequency": frequency, "from": "", "to": ""}
        self.asks(
            {
                "output": "content.children",
                "outputs": {"id": "content", "property": "children"},
                "inputs": [{"id": name, "property": "value", "value": values[name]} for name in FIELDS],
                "changedPropIds": ["frequency.value"],
            }
        )
