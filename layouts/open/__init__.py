"""What a public page looks like: plain HTML that needs no script."""
