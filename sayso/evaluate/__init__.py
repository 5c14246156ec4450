"""Scores against labelled texts: attribution relations, statement fields, swap test, calibration."""
