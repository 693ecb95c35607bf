"""What happens when a browser asks: an address in, the page for it out, as a document or as Dash's answer."""
