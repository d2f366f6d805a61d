namespace Pilot.Reporting.Workbooks;

/// <summary>Makes things side by side and hands them on in their order, so that what comes of them is the same on any number of cores.</summary>
internal static class OrderedParallel
{
    /// <param name="make">Called from several threads.</param>
    /// <param name="atOnce">How many threads are kept busy; what is made ahead of who takes it is twice that at most.</param>
    public static IEnumerable<T> Select<TOf, T>(IEnumerable<TOf> of, Func<TOf, T> make, int atOnce)
    {
        var ahead = new Queue<Task<T>>();
        var isFirst = true;
        foreach (var each in of)
        {
            if (isFirst || atOnce < 2)
            {
                // What all of them share is made with the first.
                isFirst = false;
                yield return make(each);
                continue;
            }

            ahead.Enqueue(Task.Run(() => make(each)));
            if (ahead.Count >= 2 * atOnce)
            {
                yield return ahead.Dequeue().GetAwaiter().GetResult();
            }
        }

        while (ahead.TryDequeue(out var made))
        {
            yield return made.GetAwaiter().GetResult();
        }
    }
}
