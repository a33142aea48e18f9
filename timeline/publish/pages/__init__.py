"""The pages: each module reads what one page says, as plain values for its template."""
