using System.Xml;

namespace Pilot.Tests.Support.Ilr;

/// <summary>The schema of the ILR of 2025-26. It is not part of this repository: it is used where it stands beside the checkout.</summary>
public static class IlrSchema
{
    private const string Beside = "shared/data/ilr/ilr-2025-26.xsd";

    public static string? Path { get; } = Find();

    public const string Missing = "The schema of the ILR (../shared/data/ilr/ilr-2025-26.xsd) does not stand beside this checkout.";

    /// <summary>What the schema has against a file; empty where nothing.</summary>
    public static IReadOnlyList<string> Faults(byte[] file)
    {
        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(null, Path!);
        settings.ValidationEventHandler += (_, fault) => faults.Add(fault.Message);
        using var stream = new MemoryStream(file);
        using var reader = XmlReader.Create(stream, settings);
        while (reader.Read())
        {
        }

        return faults;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(Repository.Root).Parent; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Beside)))
            {
                return System.IO.Path.Combine(folder.FullName, Beside);
            }
        }

        return null;
    }
}

/// <summary>Skipped, and said to be, where the schema does not stand beside the checkout.</summary>
public sealed class IlrSchemaFactAttribute : FactAttribute
{
    public IlrSchemaFactAttribute() => Skip = IlrSchema.Path is null ? IlrSchema.Missing : null;
}
