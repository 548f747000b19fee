"""The own page of parents, pupils and staff: whom it is about, what is asked, what was answered, and its proof."""
