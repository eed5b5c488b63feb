"""Names become canonical entities, places and roles."""
