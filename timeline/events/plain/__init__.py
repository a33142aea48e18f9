"""Articles in other languages than English: their dated clauses as they stand, in nobody's grammar.

words → clauses (pieces between marks) → cuts (where a row begins and ends) → faults → rows.
Everything that differs between languages is a word list in `data/languages`.
"""
