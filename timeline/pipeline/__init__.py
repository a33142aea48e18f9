"""The line from source to stored event, and nothing else.

`read` is pure and runs in worker processes; `network` and `local` are the two doors; `run` stores
in small transactions; `assembly` brings the decisions of `events` and the rows of `storage`
together; `ingest`, `update` and `reprocess` are what a user or cron starts.
"""
