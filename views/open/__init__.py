"""What a public page knows: a release's finished figures -> values, tables, sentences."""
