"""What people see: terminal, HTML page, charts, words. It computes nothing."""
