"""The manual that grows out of the messages: an explanation and an example for every code of a finding."""
