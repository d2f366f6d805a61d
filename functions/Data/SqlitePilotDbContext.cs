using Microsoft.EntityFrameworkCore;

namespace Pilot.Functions.Data;

/// <summary>The embedded default.</summary>
public sealed class SqlitePilotDbContext(DbContextOptions<SqlitePilotDbContext> options) : PilotDbContext(options);
