namespace Pilot.Reporting.Outcomes;

/// <summary>How ranges narrow each other: what is left out fits nowhere.</summary>
internal sealed partial class CountConstraints
{
    /// <summary>False where nothing fits.</summary>
    private bool Narrow(int[] low, int[] high, IEnumerable<int> changed)
    {
        var queue = new Queue<int>(changed);
        while (queue.TryDequeue(out var variable))
        {
            foreach (var at in _ordersOf[variable])
            {
                var (lesser, greater, by) = _orders[at];
                if (!Raise(low, high, greater, low[lesser] + by, queue) || !Lower(low, high, lesser, high[greater] - by, queue))
                {
                    return false;
                }
            }

            foreach (var at in _sumsOf[variable])
            {
                if (!NarrowSum(low, high, _sums[at], queue))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool NarrowSum(int[] low, int[] high, int[] sum, Queue<int> queue)
    {
        var (least, most) = (0, 0);
        for (var i = 1; i < sum.Length; i++)
        {
            least += low[sum[i]];
            most += high[sum[i]];
        }

        if (!Raise(low, high, sum[0], least, queue) || !Lower(low, high, sum[0], most, queue))
        {
            return false;
        }

        for (var i = 1; i < sum.Length; i++)
        {
            var (ownLeast, ownMost) = (low[sum[i]], high[sum[i]]);
            if (!Raise(low, high, sum[i], low[sum[0]] - (most - ownMost), queue) || !Lower(low, high, sum[i], high[sum[0]] - (least - ownLeast), queue))
            {
                return false;
            }

            least += low[sum[i]] - ownLeast;
            most += high[sum[i]] - ownMost;
        }

        return true;
    }

    private static bool Raise(int[] low, int[] high, int variable, int least, Queue<int> queue)
    {
        if (least > low[variable])
        {
            low[variable] = least;
            queue.Enqueue(variable);
        }

        return low[variable] <= high[variable];
    }

    private static bool Lower(int[] low, int[] high, int variable, int most, Queue<int> queue)
    {
        if (most < high[variable])
        {
            high[variable] = most;
            queue.Enqueue(variable);
        }

        return low[variable] <= high[variable];
    }
}
