namespace Pilot.Reporting.Excel.Reading;

/// <summary>Where a relationship leads inside the package.</summary>
internal static class PartPaths
{
    /// <summary>The part's name without a leading slash. Some programs write backslashes, or escape letters as in an address of the web.</summary>
    /// <param name="folder">Of the part that names the target, with its slash.</param>
    public static string Resolve(string folder, string target)
    {
        target = Uri.UnescapeDataString(target).Replace('\\', '/');
        var parts = new List<string>((target.StartsWith('/') ? target : folder + target).Split('/'));
        for (var i = 0; i < parts.Count;)
        {
            if (parts[i] == "." || parts[i].Length == 0)
            {
                parts.RemoveAt(i);
            }
            else if (parts[i] == "..")
            {
                parts.RemoveAt(i);
                if (i > 0)
                {
                    parts.RemoveAt(--i);
                }
            }
            else
            {
                i++;
            }
        }

        return string.Join('/', parts);
    }
}
