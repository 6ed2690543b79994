"""Where the tables live: DuckDB in the process."""
