"""Mutation of the law: each condition changed, one at a time, to see whether a published case notices."""
