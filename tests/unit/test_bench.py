"""The benchmark's report; nothing is timed here."""

from sayso.bench.read import Result, Timing, as_json, as_text


def test_report_names_what_was_not_measured():
    timings = (Timing("sayso", (2.0, 1.0), 500.0), Timing("other", (), 0.0, "it is not installed."))
    result = Result(3, 1000, timings, 0.5, 2000, 321.0)
    text = as_text(result)
    assert "500 words/s  (1.0 to 2.0 s)" in text
    assert "not measured: it is not installed." in text
    assert as_json(result)["batch_peak_mib"] == 321.0
