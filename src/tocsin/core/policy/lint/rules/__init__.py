"""The lint rules, one file each; `tocsin.core.policy.lint.RULES` registers them."""
