"""What each page knows: a selection and a reader become values, tables and sentences."""
