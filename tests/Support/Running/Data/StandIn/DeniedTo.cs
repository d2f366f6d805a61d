using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Pilot.Tests.Data.StandIn;

/// <summary>What DENY does on a server: it goes before whatever a role allows.</summary>
internal static class DeniedTo
{
    /// <param name="denied">As <see cref="StandInServer.Denied"/>.</param>
    /// <exception cref="ServerError">The user is refused this.</exception>
    public static void Check(ISet<string> denied, string user, DataModificationSpecification specification)
    {
        if (denied.Count == 0 || specification.Target is not NamedTableReference target)
        {
            return;
        }

        var act = specification switch { UpdateSpecification => "UPDATE", DeleteSpecification => "DELETE", _ => "INSERT" };
        var table = TableOf(ServerFile.Name(target.SchemaObject), specification);
        if (denied.Contains($"{user} {act} {table}"))
        {
            throw new ServerError(229, $"The {act} permission was denied on the object '{table}', database 'pilot', schema 'dbo'.");
        }
    }

    /// <summary>A change names its table, or what the table is called in the rest of the statement.</summary>
    private static string TableOf(string named, DataModificationSpecification specification)
    {
        var from = specification switch
        {
            UpdateSpecification update => update.FromClause,
            DeleteSpecification delete => delete.FromClause,
            _ => null,
        };
        var aliased = from?.TableReferences.OfType<NamedTableReference>().FirstOrDefault(table => string.Equals(table.Alias?.Value, named, StringComparison.OrdinalIgnoreCase));
        return aliased is null ? named : ServerFile.Name(aliased.SchemaObject);
    }
}
