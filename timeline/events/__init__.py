"""From dated sentences to event mentions, and from mentions to events."""
