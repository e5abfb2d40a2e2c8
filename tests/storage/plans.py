"""How SQLite would go about what it was asked."""

from collections.abc import Sequence

from sqlalchemy import Connection

from storage.database import Database


async def plans(database: Database, seen: Sequence[str]) -> list[str]:
    """The steps that read a table, of every statement that was sent and reads any."""

    def explain(connection: Connection) -> list[str]:
        found = []
        for sql in dict.fromkeys(seen):
            if sql.startswith(("SELECT", "UPDATE", "DELETE")):
                some = ("1",) * sql.count("?")
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", some)
                found += [str(row[3]) for row in rows]
        return [step for step in found if step.startswith(("SCAN", "SEARCH"))]

    return await database.read(explain)
