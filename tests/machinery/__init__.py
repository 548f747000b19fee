"""What the tests stand on: databases, the browser, the handbook's numbers, the search through the logs."""
