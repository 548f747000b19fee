"""The interface: tokens, components, page frames, refusals and errors. Rooms build their pages of it."""
