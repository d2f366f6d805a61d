namespace Pilot.Reporting.Vocabulary;

/// <summary>Dictionaries that keep a list for each key, in the order in which its entries came.</summary>
internal static class ListsByKey
{
    /// <param name="capacity">Room for so many, where most lists hold no more.</param>
    public static void AddTo<TKey, TEntry>(this Dictionary<TKey, List<TEntry>> lists, TKey key, TEntry entry, int capacity = 0)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = new List<TEntry>(capacity);
        }

        list.Add(entry);
    }
}
