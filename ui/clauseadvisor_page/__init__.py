"""The pages: thin views on the public API of clauseadvisor, and the pieces that they share."""
