"""The contract in types: requests, replies and problems of the API, of MCP and of `--json`."""
