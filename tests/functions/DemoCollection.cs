using Pilot.Tests.Support;

namespace Pilot.Tests;

/// <summary>The demo takes a while to make: it is made once for all tests that read it.</summary>
[CollectionDefinition(Name)]
public sealed class DemoCollection : ICollectionFixture<PreparedDemo>
{
    public const string Name = "demo";
}
