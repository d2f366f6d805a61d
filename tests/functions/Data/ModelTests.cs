using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;

namespace Pilot.Tests.Data;

public sealed class ModelTests
{
    [Fact]
    public void The_migrations_of_both_databases_are_of_the_model_as_it_is()
    {
        using var sqlite = PilotDatabase.Sqlite(":memory:").Open();
        Assert.False(sqlite.Database.HasPendingModelChanges());
        using var server = PilotDatabase.SqlServer("Server=127.0.0.1;Database=none;Encrypt=True").Open();
        Assert.False(server.Database.HasPendingModelChanges());
    }

    [Fact]
    public void A_column_of_a_return_that_is_stored_is_a_property_of_its_row()
    {
        var missing = Assert.Throws<InvalidOperationException>(() => RowColumns.Flag<string>("InZone"));
        Assert.Equal("String has no property InZone to be stored.", missing.Message);
    }
}
