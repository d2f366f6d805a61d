using Microsoft.EntityFrameworkCore;

namespace Pilot.Functions.Data;

/// <summary>Azure SQL and SQL Server.</summary>
public sealed class SqlServerPilotDbContext(DbContextOptions<SqlServerPilotDbContext> options) : PilotDbContext(options)
{
    protected override string ExactCollation => "Latin1_General_BIN2";
}
