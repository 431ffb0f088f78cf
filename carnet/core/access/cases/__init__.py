"""The decision tables: the specification of the rules, run by the tests and printed as the rulebook."""
