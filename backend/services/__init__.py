"""The only writers: each module owns the changes of one kind of thing.

They check rights and states, change the database in one short transaction and tell others after the
commit. Bad input raises `backend.errors.Refused`.
"""
