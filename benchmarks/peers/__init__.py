"""The same ordering dialog, written as other libraries' tutorials write theirs."""
