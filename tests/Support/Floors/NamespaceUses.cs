using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Pilot.Tests.Support.Floors;

/// <summary>One namespace uses another.</summary>
/// <param name="Example">A type of <paramref name="From"/> that does.</param>
internal sealed record NamespaceUse(string From, string To, string Example);

/// <summary>
/// Which namespaces of a built assembly use which: base types, interfaces, fields, signatures, attributes and every method body. A constant
/// of another namespace leaves no trace in what is compiled, so it is not seen.
/// </summary>
internal static class NamespaceUses
{
    /// <param name="root">Only namespaces that begin with it count.</param>
    /// <param name="except">Types that are left out by their names, because a tool writes them.</param>
    public static IReadOnlyList<NamespaceUse> Of(string assemblyPath, string root, params string[] except)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        var metadata = file.GetMetadataReader();
        var uses = new Dictionary<(string From, string To), string>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var from = NamespaceOf(metadata, handle);
            if (!IsBelow(from, root) || except.Contains(OutermostName(metadata, handle)))
            {
                continue;
            }

            var used = new UsedNamespaces(metadata, file);
            used.Add(metadata.GetTypeDefinition(handle));
            foreach (var to in used.All.Where(to => to != from && IsBelow(to, root)))
            {
                uses.TryAdd((from, to), OutermostName(metadata, handle));
            }
        }

        return [.. uses.Select(use => new NamespaceUse(use.Key.From, use.Key.To, use.Value)).OrderBy(use => use.From, StringComparer.Ordinal).ThenBy(use => use.To, StringComparer.Ordinal)];
    }

    /// <summary>Every namespace below the root that holds a type.</summary>
    public static IReadOnlyList<string> All(string assemblyPath, string root)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(handle => NamespaceOf(metadata, handle)).Where(name => IsBelow(name, root)).Distinct().Order(StringComparer.Ordinal)];
    }

    internal static string NamespaceOf(MetadataReader metadata, TypeDefinitionHandle handle) =>
        metadata.GetString(metadata.GetTypeDefinition(Outermost(metadata, handle)).Namespace);

    private static string OutermostName(MetadataReader metadata, TypeDefinitionHandle handle) =>
        metadata.GetString(metadata.GetTypeDefinition(Outermost(metadata, handle)).Name);

    private static TypeDefinitionHandle Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        while (metadata.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer)
        {
            handle = outer;
        }

        return handle;
    }

    private static bool IsBelow(string name, string root) => name == root || name.StartsWith(root + ".", StringComparison.Ordinal);
}
