namespace Daypass.Core.Audit;

/// <summary>Refusals of one kind to one address within one minute.</summary>
/// <param name="Address">Where they came from, or null.</param>
/// <param name="Code">The error.</param>
/// <param name="Minute">When, the start of the minute.</param>
/// <param name="Count">How many were not recorded one by one.</param>
internal readonly record struct CountedRefusals(string? Address, string Code, DateTimeOffset Minute, int Count);

/// <summary>Keeps unauthenticated requests from filling a disk: so many a minute and address are recorded in full, the rest counted.</summary>
internal sealed class RefusalThrottle
{
    /// <summary>As many refusals of one kind are recorded for an address in a minute.</summary>
    public const int InFull = 100;

    private const int MostAddresses = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string? Address, string Code), int> _counts = [];
    private long _minute;

    /// <summary>Whether this one is to be recorded in full.</summary>
    public bool IsInFull(string? address, string code)
    {
        lock (_gate)
        {
            // Beyond so many addresses the rest share one count.
            var key = _counts.Count < MostAddresses || _counts.ContainsKey((address, code)) ? (address, code) : ("many", code);
            var seen = _counts.GetValueOrDefault(key) + 1;
            _counts[key] = seen;
            return seen <= InFull;
        }
    }

    /// <summary>What was counted in the minutes before this one; empty while the minute lasts.</summary>
    public IReadOnlyList<CountedRefusals> TakeEnded(DateTimeOffset now)
    {
        var current = now.ToUnixTimeSeconds() / 60;
        if (Interlocked.Read(ref _minute) == current)
        {
            return [];
        }

        lock (_gate)
        {
            if (_minute == current)
            {
                return [];
            }

            var began = DateTimeOffset.FromUnixTimeSeconds(_minute * 60);
            List<CountedRefusals> ended = [];
            foreach (var ((address, code), seen) in _counts)
            {
                if (seen > InFull)
                {
                    ended.Add(new CountedRefusals(address, code, began, seen - InFull));
                }
            }

            _counts.Clear();
            Interlocked.Exchange(ref _minute, current);
            return ended;
        }
    }
}
