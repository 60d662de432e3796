"""hiraku's side inside CKAN: publication of a table whole or not at all."""
