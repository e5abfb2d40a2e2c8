"""What is counted, for Prometheus: amounts and times, never who or what."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """The counters of one running desk."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        count = self._counter
        self.arrived = count("prokana_arrived", "Messages taken in")
        self.repeated = count("prokana_repeated", "Messages that came again and were passed over")
        self.failed = count("prokana_failed", "Messages whose handling failed; kept and reported")
        self.aside = count("prokana_set_aside", "Updates that could not be parsed; kept")
        self.excess = count("prokana_excess", "Messages over what one person may send; kept")
        self.sent = count("prokana_sent", "Messages delivered", "channel")
        self.delayed = count("prokana_delayed", "Deliveries put off by the channel", "channel")
        self.lost = count("prokana_lost_answers", "Deliveries whose answer never came", "channel")
        self.refused = count("prokana_refused", "Deliveries refused for good", "channel")
        self.batches = Histogram(
            "prokana_batch_seconds", "Time of one intake transaction", registry=self.registry
        )
        self.in_flight = Gauge(
            "prokana_in_flight", "Deliveries under way", ["channel"], registry=self.registry
        )

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, registry=self.registry)

    def page(self) -> bytes:
        """All of it in Prometheus' text form."""
        return generate_latest(self.registry)
