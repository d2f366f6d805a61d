namespace Pilot.Reporting.Excel.Packing;

/// <summary>The shells that were drawn last, by their shapes. A shell of a shape is the same whenever it is drawn, so whether it is known changes no byte.</summary>
internal sealed class KnownShells(int most)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, BookShell> _shells = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();

    public int Count
    {
        get
        {
            lock (_turn)
            {
                return _shells.Count;
            }
        }
    }

    /// <param name="draw">Draws the shell where none of this shape is known; two at once may draw the same.</param>
    public BookShell For(string shape, Func<BookShell> draw)
    {
        lock (_turn)
        {
            if (_shells.TryGetValue(shape, out var known))
            {
                return known;
            }
        }

        var drawn = draw();
        lock (_turn)
        {
            if (_shells.TryAdd(shape, drawn))
            {
                _oldestFirst.Enqueue(shape);
            }

            if (_shells.Count > most)
            {
                _shells.Remove(_oldestFirst.Dequeue());
            }
        }

        return drawn;
    }
}
