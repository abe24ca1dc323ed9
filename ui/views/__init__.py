"""The pages: thin, on the public API of clauseadvisor."""
