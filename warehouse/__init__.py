"""The dashboard's own store: schema, versions, writer, reader."""
