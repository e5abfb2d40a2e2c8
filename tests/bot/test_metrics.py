"""What is counted, and that it is only counted."""

from bot.metrics import Metrics


def test_the_page_shows_what_was_counted() -> None:
    metrics = Metrics()
    metrics.arrived.inc(3)
    metrics.sent.labels("telegram").inc()
    metrics.in_flight.labels("telegram").set(2)
    with metrics.batches.time():
        pass
    page = metrics.page().decode()
    assert "prokana_arrived_total 3.0" in page
    assert 'prokana_sent_total{channel="telegram"} 1.0' in page
    assert 'prokana_in_flight{channel="telegram"} 2.0' in page
    assert "prokana_batch_seconds_count 1.0" in page


def test_two_desks_count_for_themselves() -> None:
    one, two = Metrics(), Metrics()
    one.failed.inc()
    assert "prokana_failed_total 1.0" in one.page().decode()
    assert "prokana_failed_total 0.0" in two.page().decode()


def test_nothing_is_counted_by_person_or_chat() -> None:
    labels = {
        name
        for family in Metrics().registry.collect()
        for sample in family.samples
        for name in sample.labels
    }
    assert labels <= {"channel", "le"}
