"""The same events in the formats that other tools speak; none loses what is uncertain."""
