"""Values as pictures: the server's SVG, and for single charts the same picture as a Plotly figure. No I/O."""
