using Pilot.Reporting.Settings;

namespace Pilot.Reporting.Outcomes;

/// <summary>The rows of K09. A kind with fewer than 3 providers is merged, so that no row speaks of one or two providers.</summary>
internal static class ProviderKindRows
{
    private const int MinProviders = 3;

    public static string Name(ProviderKind kind) => kind switch
    {
        ProviderKind.College => "colleges",
        ProviderKind.Private => "private training providers",
        _ => "universities",
    };

    /// <summary><c>colleges</c>, <c>colleges and universities</c>, <c>colleges, private training providers and universities</c>.</summary>
    public static string Name(IReadOnlyList<ProviderKind> kinds)
    {
        string[] names = [.. kinds.Order().Select(Name)];
        return names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    /// <summary>Groups of kinds, each of 3 providers or more unless the whole pilot has fewer.</summary>
    public static IReadOnlyList<IReadOnlyList<ProviderKind>> Merge(IReadOnlyList<Provider> providers)
    {
        int Count(IEnumerable<ProviderKind> kinds) => providers.Count(provider => kinds.Contains(provider.Kind));
        var alone = Enum.GetValues<ProviderKind>().Where(kind => Count([kind]) >= MinProviders).ToList();
        var merged = Enum.GetValues<ProviderKind>().Except(alone).ToList();
        while (Count(merged) is > 0 and < MinProviders && alone.Count > 0)
        {
            // The smallest of the others loses the least by being merged.
            var joins = alone.OrderBy(kind => Count([kind])).ThenBy(kind => kind).First();
            alone.Remove(joins);
            merged.Add(joins);
        }

        // Kinds without any provider have no row of their own, but every kind belongs to a row: they add nothing to it.
        List<IReadOnlyList<ProviderKind>> rows = [.. alone.Select(kind => new[] { kind })];
        if (Count(merged) > 0 || rows.Count == 0)
        {
            rows.Add([.. merged.Order()]);
        }

        return [.. rows.OrderBy(kinds => kinds[0])];
    }
}
