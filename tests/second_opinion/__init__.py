"""A second opinion on the law: a small model written from the settled rules, and histories in which both must agree."""
