"""The photo workshop: taking in, finding faces to cover, covering, and what may leave the house.

The parts, from below: `clean` (a camera's file becomes pixels and nothing else), `films` (the same for films),
`covers` (what is covered cannot be undone), `faces` (where a face may be, when the extra is installed), `taking_in`,
`actions`, `queries` (who can be recognised), `sweeping`.
"""
