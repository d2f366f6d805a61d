namespace Pilot.Tests.Support.Floors;

/// <summary>
/// The floors of an assembly, from the ground up. Namespaces on one line stand side by side and know nothing of each other; each may use
/// those of every floor below.
/// </summary>
internal sealed class FloorRules(string root, params string[][] floors)
{
    private readonly Dictionary<string, int> _floorOf = floors
        .SelectMany((names, floor) => names.Select(name => (Name: FullName(root, name), Floor: floor)))
        .ToDictionary(entry => entry.Name, entry => entry.Floor, StringComparer.Ordinal);

    /// <summary>What the floors do not allow, one sentence each; empty where all is well.</summary>
    public IReadOnlyList<string> Violations(IEnumerable<string> namespaces, IEnumerable<NamespaceUse> uses) =>
    [
        .. namespaces.Where(name => !_floorOf.ContainsKey(name)).Select(name => $"{name} stands on no floor: give it one in {nameof(FloorRules)}"),
        .. _floorOf.Keys.Except(namespaces, StringComparer.Ordinal).Select(name => $"{name} has a floor and no type"),
        .. uses.Where(use => !Allows(use)).Select(use => $"{use.From} must not use {use.To} ({use.Example} does)"),
    ];

    public bool Allows(NamespaceUse use) =>
        _floorOf.TryGetValue(use.From, out var from) && _floorOf.TryGetValue(use.To, out var to) && to < from;

    private static string FullName(string root, string name) => name.Length == 0 ? root : $"{root}.{name}";
}
