namespace Pilot.Reporting.Returns.Rules;

/// <summary>
/// Finds the few rows of a return that may have something in common. Nearly all have a learner and a key to themselves: to hold every one
/// of them in a dictionary, only to find nothing, takes more memory than the rows do.
/// </summary>
internal static class HashCollisions
{
    /// <summary>The rows whose hash another row has too, in their order. Their values may still differ: the caller compares them.</summary>
    /// <param name="hash">Of what may be in common; null where the row does not count.</param>
    public static List<TypedRow> Find(IReadOnlyList<TypedRow> rows, Func<TypedRow, int?> hash)
    {
        var hashes = new ulong[rows.Count];
        var count = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            if (hash(rows[i]) is { } number)
            {
                hashes[count++] = ((ulong)unchecked((uint)number) << 32) | (uint)i;
            }
        }

        Array.Sort(hashes, 0, count);
        var alike = new List<int>();
        for (var i = 0; i < count; i++)
        {
            if ((i > 0 && hashes[i - 1] >> 32 == hashes[i] >> 32) || (i + 1 < count && hashes[i + 1] >> 32 == hashes[i] >> 32))
            {
                alike.Add((int)(hashes[i] & uint.MaxValue));
            }
        }

        alike.Sort();
        var found = new List<TypedRow>(alike.Count);
        foreach (var index in alike)
        {
            found.Add(rows[index]);
        }

        return found;
    }
}
