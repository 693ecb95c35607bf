"""What a page looks like: a view in, a tree of components out, and the same tree as HTML."""
