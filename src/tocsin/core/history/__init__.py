"""Back-tests: the policy as a plan over past tickets, verdicts and advice."""
