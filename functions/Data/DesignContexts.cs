using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Pilot.Functions.Data;

/// <summary>For `dotnet ef migrations add`; the databases named here are never opened.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqlitePilotDbContext>
{
    public SqlitePilotDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlitePilotDbContext>().UseSqlite("Data Source=design.db").Options);
}

/// <inheritdoc cref="SqliteDesign"/>
public sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerPilotDbContext>
{
    public SqlServerPilotDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerPilotDbContext>().UseSqlServer("Server=design").Options);
}
