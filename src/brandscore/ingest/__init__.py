"""Reading data: files of any format and dataframes, to validated and typed tables."""
