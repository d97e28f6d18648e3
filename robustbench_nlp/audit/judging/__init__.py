"""A judge answers the blind texts of an audit as an annotator does."""
