"""From a council's database or file to observations in the warehouse: read, map, hand to the writer."""
