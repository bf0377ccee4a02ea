"""Who is on call, and when: rotations, layers, overrides, swaps, gaps (A4.2).

`roster` answers, from the policy; `layers`, `turns`, `windows` and `changes` are what a rotation is made of;
`point` and `expand` are two algorithms for the same question that must agree.
"""
