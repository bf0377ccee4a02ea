"""From a policy to outlines: playbook, protocol, runbooks, training, prompt."""
