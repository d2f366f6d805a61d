namespace Pilot.Reporting.Excel.Packing;

/// <summary>The shells that were drawn last, by their shapes. A shell of a shape is the same whenever it is drawn, so whether it is known changes no byte.</summary>
internal sealed class SkeletonCache(int most)
{
    private readonly Lock _turn = new();
    private readonly Lock _drawing = new();
    private readonly Dictionary<string, WorkbookSkeleton> _skeletons = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();

    public int Count
    {
        get
        {
            lock (_turn)
            {
                return _skeletons.Count;
            }
        }
    }

    /// <param name="draw">Draws the shell where none of this shape is known; one at a time.</param>
    public WorkbookSkeleton For(string shape, Func<WorkbookSkeleton> draw)
    {
        if (Find(shape) is { } known)
        {
            return known;
        }

        lock (_drawing)
        {
            return Find(shape) ?? Keep(shape, draw());
        }
    }

    private WorkbookSkeleton? Find(string shape)
    {
        lock (_turn)
        {
            return _skeletons.GetValueOrDefault(shape);
        }
    }

    private WorkbookSkeleton Keep(string shape, WorkbookSkeleton drawn)
    {
        lock (_turn)
        {
            _skeletons.Add(shape, drawn);
            _oldestFirst.Enqueue(shape);
            if (_skeletons.Count > most)
            {
                _skeletons.Remove(_oldestFirst.Dequeue());
            }

            return drawn;
        }
    }
}
