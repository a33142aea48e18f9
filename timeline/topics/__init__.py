"""Stories that people follow: matching, date selection, digests."""
