"""Open data: the same rows as a table that people, spreadsheets and programs can use."""
