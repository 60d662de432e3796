"""Findings to a person: Japanese messages, HTML and text."""
