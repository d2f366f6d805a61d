namespace Pilot.Tests.Data;

/// <summary>Tests on the one SQL Server run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SqlServerTests
{
    public const string Name = "SQL Server";
}
