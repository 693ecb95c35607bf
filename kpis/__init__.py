"""What the numbers mean: catalogue, periods, calculation, intervals, councils, selection. No I/O."""
